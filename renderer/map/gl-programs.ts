/** Steps to pixels: `place` is offset x, y and scale in device pixels; the palette has fills in row 0 and lines in row 1. */
const COMMON = `#version 300 es
precision highp float;
uniform vec2 size;
uniform vec3 place;
vec4 atPixel(vec2 pixel) { return vec4(pixel.x / size.x * 2.0 - 1.0, 1.0 - pixel.y / size.y * 2.0, 0.0, 1.0); }
vec2 pixelOf(vec2 at) { return vec2(place.x + at.x * place.z, place.y - at.y * place.z); }
`

const FRAGMENT = `#version 300 es
precision highp float;
uniform sampler2D palette;
uniform float opacity;
uniform float row;
uniform float ratio;
flat in uint kind;
out vec4 colour;
void main() {
  vec4 c = texelFetch(palette, ivec2(int(kind), int(row)), 0);
  if (row < 0.5 && (kind & 48u) != 0u && mod(gl_FragCoord.x + gl_FragCoord.y, 8.5 * ratio) < 1.9 * ratio)
    c = texelFetch(palette, ivec2(int(kind), 1), 0);
  colour = vec4(c.rgb, 1.0) * c.a * opacity;
}`

export const fillProgram = {
  vertex: `${COMMON}
layout(location = 0) in vec2 vertex;
layout(location = 1) in uint objectClass;
flat out uint kind;
void main() { kind = objectClass; gl_Position = atPixel(pixelOf(vertex)); }`,
  fragment: FRAGMENT,
} as const

/** A segment is a rectangle of four corners, longer than itself by half its width so that corners close. */
export const lineProgram = {
  vertex: `${COMMON}
uniform float width;
layout(location = 0) in vec4 ends;
layout(location = 1) in uint objectClass;
flat out uint kind;
void main() {
  kind = objectClass;
  vec2 from = pixelOf(ends.xy);
  vec2 to = pixelOf(ends.zw);
  vec2 along = to - from;
  float len = length(along);
  vec2 dir = len < 0.001 ? vec2(1.0, 0.0) : along / len;
  vec2 across = vec2(-dir.y, dir.x);
  bool isEnd = (gl_VertexID & 1) == 1;
  float side = (gl_VertexID & 2) == 2 ? 1.0 : -1.0;
  vec2 pixel = (isEnd ? to + dir * width * 0.5 : from - dir * width * 0.5) + across * side * width * 0.5;
  gl_Position = atPixel(pixel);
}`,
  fragment: FRAGMENT,
} as const

export const cellProgram = {
  vertex: `${COMMON}
uniform float side;
out vec2 at;
void main() {
  vec2 corner = vec2(float(gl_VertexID & 1), float((gl_VertexID >> 1) & 1));
  at = corner;
  gl_Position = atPixel(vec2(place.x + corner.x * side, place.y - corner.y * side));
}`,
  fragment: `#version 300 es
precision highp float;
precision highp usampler2D;
uniform usampler2D cells;
uniform sampler2D palette;
uniform float opacity;
in vec2 at;
out vec4 colour;
void main() {
  uint value = texelFetch(cells, min(ivec2(at * 256.0), ivec2(255)), 0).r;
  if (value == 0u) discard;
  vec4 c = texelFetch(palette, ivec2(int(value) - 1, 0), 0);
  colour = vec4(c.rgb, 1.0) * max(c.a, 0.5) * opacity;
}`,
} as const

export interface Program {
  readonly program: WebGLProgram
  uniform(name: string): WebGLUniformLocation | null
}

export function linkProgram(
  gl: WebGL2RenderingContext,
  source: { readonly vertex: string; readonly fragment: string },
): Program {
  const program = gl.createProgram()
  for (const [type, text] of [
    [gl.VERTEX_SHADER, source.vertex],
    [gl.FRAGMENT_SHADER, source.fragment],
  ] as const) {
    const shader = gl.createShader(type)
    if (shader === null) throw new Error('the graphics context is lost')
    gl.shaderSource(shader, text)
    gl.compileShader(shader)
    gl.attachShader(program, shader)
  }
  gl.linkProgram(program)
  if (gl.getProgramParameter(program, gl.LINK_STATUS) !== true && !gl.isContextLost())
    throw new Error(gl.getProgramInfoLog(program) ?? 'a shader does not link')
  const known = new Map<string, WebGLUniformLocation | null>()
  return {
    program,
    uniform(name) {
      if (!known.has(name)) known.set(name, gl.getUniformLocation(program, name))
      return known.get(name) ?? null
    },
  }
}
