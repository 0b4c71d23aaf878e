; CunDi is offered for .gpkg files under "open with" and takes them from no other program.
!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\CunDi.survey" "" "CunDi 村地"
  WriteRegStr SHELL_CONTEXT "Software\Classes\CunDi.survey\DefaultIcon" "" "$INSTDIR\${APP_EXECUTABLE_FILENAME},0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\CunDi.survey\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
  WriteRegStr SHELL_CONTEXT "Software\Classes\.gpkg\OpenWithProgids" "CunDi.survey" ""
!macroend

!macro customUnInstall
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.gpkg\OpenWithProgids" "CunDi.survey"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\CunDi.survey"
!macroend
