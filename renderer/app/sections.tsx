import {
  AuditOutlined,
  DashboardOutlined,
  ExportOutlined,
  HistoryOutlined,
  ImportOutlined,
  PartitionOutlined,
  SafetyCertificateOutlined,
  SettingOutlined,
  TableOutlined,
} from '@ant-design/icons'
import type { ComponentType } from 'react'
import { HandoverSection } from '../handover/handover-section.tsx'
import { ImportSection } from '../import/import-section.tsx'
import { PlanningSection } from '../planning/planning-section.tsx'
import { QualitySection } from '../quality/quality-section.tsx'
import { StandardsSection } from '../standards/standards-section.tsx'
import { HistorySection } from './history/history-section.tsx'
import { OverviewSection } from './overview/overview-section.tsx'
import { SettingsSection } from './settings/settings-section.tsx'
import { SurveySection } from './survey/survey-section.tsx'

/** A place of the workbench. Those that nothing fills yet are not in the list. */
export interface Section {
  /** Also its place in the address: #/overview. */
  readonly id: string
  /** Code of its name in shared/lang. */
  readonly title: string
  readonly icon: ComponentType
  readonly content: ComponentType
}

export const sections: readonly Section[] = [
  { id: 'overview', title: 'section.overview', icon: DashboardOutlined, content: OverviewSection },
  { id: 'survey', title: 'section.survey', icon: TableOutlined, content: SurveySection },
  { id: 'import', title: 'section.import', icon: ImportOutlined, content: ImportSection },
  { id: 'standards', title: 'section.standards', icon: AuditOutlined, content: StandardsSection },
  { id: 'planning', title: 'section.planning', icon: PartitionOutlined, content: PlanningSection },
  { id: 'quality', title: 'section.quality', icon: SafetyCertificateOutlined, content: QualitySection },
  { id: 'handover', title: 'section.handover', icon: ExportOutlined, content: HandoverSection },
  { id: 'history', title: 'section.history', icon: HistoryOutlined, content: HistorySection },
  { id: 'settings', title: 'section.settings', icon: SettingOutlined, content: SettingsSection },
]
