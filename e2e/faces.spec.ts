import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import type { Face, FivePoints } from '#domain/alignment/face.ts'
import { servePage, sharedFolder, sharedUrl } from './faces/server.ts'
import type { Collage } from './faces/worker.ts'

const astronautUrl = '/e2e/photos/astronaut.jpg'
const ours = '/models/face_landmarker.task'
const theirs = 'models/face_landmarker.task'

/** Where MediaPipe's own face_landmarker.task sees the astronaut's points. */
const known = {
  rightEye: [202.5, 100.8],
  leftEye: [245.8, 102.9],
  noseTip: [222.9, 130.6],
  mouthRight: [201.4, 138.6],
  mouthLeft: [244.5, 140.3],
} as const satisfies Record<keyof FivePoints, readonly [number, number]>
/** Width of the detector's box on the astronaut. */
const astronautBox = 104

const names = Object.keys(known) as (keyof FivePoints)[]

/** The part of the astronaut that starts at (x, y), drawn `scale` times as large over a whole photo. */
function astronaut(x: number, y: number, width: number, height = width, scale = 1): Collage {
  const [drawnWidth, drawnHeight] = [Math.round(width * scale), Math.round(height * scale)]
  const part = {
    url: astronautUrl,
    from: [x, y, width, height] as const,
    to: [0, 0, drawnWidth, drawnHeight] as const,
  }
  return { width: drawnWidth, height: drawnHeight, ground: '#808080', parts: [part] }
}

let server: Awaited<ReturnType<typeof servePage>>
let page: Page

test.beforeAll(async ({ browser }) => {
  server = await servePage('e2e/faces/page.html')
  page = await browser.newPage()
  await open(ours)
})

test.afterAll(async () => {
  await page.close()
  await server.close()
})

async function open(landmarkerUrl: string) {
  await page.goto(server.url)
  await page.waitForFunction(() => 'faces' in globalThis)
  await page.evaluate((url) => globalThis.faces.start(url), landmarkerUrl)
}

const find = (collage: Collage) =>
  page.evaluate((each) => globalThis.faces.find(each), collage) as Promise<readonly Face[]>

/** Largest distance from the known points, as a share of the distance between the eyes, for a part drawn at `scale`. */
function farthest(face: Face, x: number, y: number, scale: number): number {
  const distances = names.map((name) => {
    const [knownX, knownY] = known[name]
    const at = face.landmarks[name]
    return Math.hypot(at.x / scale + x - knownX, at.y / scale + y - knownY)
  })
  return Math.max(...distances) / (known.leftEye[0] - known.rightEye[0])
}

test('finds the astronaut once, with the five points in their places', async () => {
  const faces = await find(astronaut(0, 0, 512))
  expect(faces).toHaveLength(1)
  expect(faces[0]!.source).toBe('landmarker')
  expect(faces[0]!.mesh).toHaveLength(2 * 478)
  expect(farthest(faces[0]!, 0, 0, 1)).toBeLessThan(0.05)
})

const crops = [
  { name: 'a tight crop of 112 px', x: 168, y: 58, side: 112, size: 112 },
  { name: 'a tight crop of 192 px', x: 158, y: 50, side: 128, size: 192 },
  { name: 'a face that fills a large photo', x: 172, y: 66, side: 106, size: 1400 },
]
for (const { name, x, y, side, size } of crops) {
  test(`finds ${name} once`, async () => {
    const scale = size / side
    const faces = await find(astronaut(x, y, side, side, scale))
    expect(faces).toHaveLength(1)
    expect(faces[0]!.source).toBe('landmarker')
    expect(farthest(faces[0]!, x, y, scale)).toBeLessThan(0.1)
  })
}

test('finds half a face at either edge of the photo once', async () => {
  const nose = Math.round(known.noseTip[0])
  for (const half of [astronaut(nose, 0, 288, 400), astronaut(0, 0, nose, 400)]) {
    expect(await find(half)).toHaveLength(1)
  }
})

/** Where a point of a photo lies once the photo was turned about its middle. */
function turnedPoint([x, y]: readonly [number, number], side: number, degrees: number) {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
  const [dx, dy] = [x + 0.5 - side / 2, y + 0.5 - side / 2]
  return { x: side / 2 + cos * dx - sin * dy - 0.5, y: side / 2 + sin * dx + cos * dy - 0.5 }
}

for (const degrees of [60, 90, 120, 150, 180, 210, 240, 300]) {
  test(`finds the astronaut turned by ${degrees}° with the five points in their places`, async () => {
    const faces = await find({ ...astronaut(0, 0, 512), turned: degrees })
    expect(faces).toHaveLength(1)
    const [face] = faces
    expect(face!.source).toBe('landmarker')
    expect(face!.isDoubtful).toBeUndefined()
    const distances = names.map((name) => {
      const { x, y } = turnedPoint(known[name], 512, degrees)
      return Math.hypot(face!.landmarks[name].x - x, face!.landmarks[name].y - y)
    })
    expect(Math.max(...distances) / (known.leftEye[0] - known.rightEye[0])).toBeLessThan(0.12)
  })
}

/** The astronaut's head on a photo, so that so many pixels lie between the eyes; (x, y) is the middle of the face. */
function head(eyes: number, x: number, y: number): Collage['parts'][number] {
  const scale = eyes / (known.leftEye[0] - known.rightEye[0])
  const from = [122, 18, 2 * astronautBox, 2 * astronautBox] as const
  const side = Math.round(from[2] * scale)
  return { url: astronautUrl, from, to: [Math.round(x - side / 2), Math.round(y - side / 2), side, side] }
}

const lone = [
  { width: 4000, height: 3000, eyes: 30 },
  { width: 4000, height: 3000, eyes: 14 },
  { width: 12_000, height: 2000, eyes: 60 },
  { width: 1000, height: 700, eyes: 13 },
]
for (const { width, height, eyes } of lone) {
  test(`finds a lone face with ${eyes} px between the eyes on a photo of ${width} × ${height}`, async () => {
    test.slow()
    const photo = { width, height, ground: '#5b6b5e', parts: [head(eyes, 0.71 * width, 0.37 * height)] }
    const faces = await find(photo)
    expect(faces).toHaveLength(1)
    const { box } = faces[0]!
    expect(Math.abs(box.x + box.width / 2 - 0.71 * width)).toBeLessThan(eyes)
  })
}

test('finds large faces that the edges of the photo cut, beside one in the middle', async () => {
  const photo: Collage = {
    width: 1200,
    height: 800,
    ground: '#5b6b5e',
    parts: [head(100, 20, 350), head(70, 600, 300), head(100, 1180, 350), head(90, 420, 790)],
  }
  expect(await find(photo)).toHaveLength(4)
})

test('finds each of forty faces from 28 to 200 px once, left to right', async () => {
  test.slow()
  const widths = [
    ...Array(3).fill(200),
    ...Array(5).fill(120),
    ...Array(6).fill(80),
    ...Array(8).fill(56),
    ...Array(8).fill(40),
    ...Array(10).fill(28),
  ] as number[]
  const collage = shelves(widths, 1600)
  const faces = await find(collage)
  expect(faces).toHaveLength(widths.length)
  for (const { to } of collage.parts) {
    const [x, y, side] = to
    const inside = faces.filter(({ box }) => {
      const [middleX, middleY] = [box.x + box.width / 2, box.y + box.height / 2]
      return middleX > x && middleX < x + side && middleY > y && middleY < y + side
    })
    expect(inside, `the face in the square of ${side} px at (${x}, ${y})`).toHaveLength(1)
  }
  const middles = faces.map(({ box }) => box.x + box.width / 2)
  expect(middles).toEqual(middles.toSorted((one, other) => one - other))
})

/** Squares of the astronaut, twice as wide as the faces in them, in rows. */
function shelves(faceWidths: readonly number[], width: number): Collage {
  const margin = 12
  const from = [122, 18, 2 * astronautBox, 2 * astronautBox] as const
  const parts: Collage['parts'][number][] = []
  let [x, top, bottom] = [margin, margin, margin]
  for (const face of faceWidths) {
    const side = 2 * face
    if (x + side + margin > width) [x, top] = [margin, bottom + margin]
    parts.push({ url: astronautUrl, from, to: [x, top, side, side] })
    bottom = Math.max(bottom, top + side)
    x += side + margin
  }
  return { width, height: bottom + margin, ground: '#5b6b5e', parts }
}

test('invents no face in cloth, in a flag and on plain ground', async () => {
  expect(await find(astronaut(0, 230, 512, 282, 2))).toEqual([])
  expect(await find(astronaut(0, 0, 130, 230, 3))).toEqual([])
  expect(await find({ width: 800, height: 600, ground: '#d8c0a8', parts: [] })).toEqual([])
})

test('stops between steps when told to', async () => {
  const steps = (until: number) =>
    page.evaluate(([collage, step]) => globalThis.faces.findUntil(collage, step), [
      astronaut(0, 0, 400),
      until,
    ] as const)
  expect(await steps(0)).toEqual(['enough'])
  // The whole photo and its margin, a closer look, and tiles.
  expect(await steps(99)).toEqual([...Array(4).fill('detect'), 'landmark', ...Array(4).fill('detect')])
  expect(await steps(1)).toEqual(['detect', 'enough'])
  expect(await steps(4)).toEqual([...Array(4).fill('detect'), 'enough'])
})

test('starts MediaPipe again where the browser took its WebGL contexts away', async () => {
  await page.evaluate(() => globalThis.faces.exhaustContexts())
  expect(await find(astronaut(0, 0, 512))).toHaveLength(1)
})

/** The middle of the astronaut’s box lies near this point of the photo. */
const astronautMiddle = { x: 224, y: 122 }

test('follows the astronaut over frames of different sizes, and sees her go', async () => {
  const places = [
    { x: 0, y: 0, scale: 1 },
    { x: 8, y: 4, scale: 1 },
    { x: 40, y: 0, scale: 1.5 },
  ]
  const gone: Collage = { width: 640, height: 480, ground: '#808080', parts: [] }
  const frames = [...places.map(({ x, y, scale }) => astronaut(x, y, 400, 300, scale)), gone]
  const tracked = await page.evaluate((all) => globalThis.faces.track(all), frames)
  expect(tracked.map((faces) => faces.length)).toEqual([1, 1, 1, 0])
  for (const [index, { x, y, scale }] of places.entries()) {
    const [face] = tracked[index]!
    expect(face!.photo).toEqual({ width: 400 * scale, height: 300 * scale })
    expect(farthest(face!, x, y, scale)).toBeLessThan(0.1)
    const { box } = face!
    expect(Math.abs(box.x + box.width / 2 - scale * (astronautMiddle.x - x))).toBeLessThan(0.1 * scale * astronautBox)
    expect(Math.abs(box.y + box.height / 2 - scale * (astronautMiddle.y - y))).toBeLessThan(0.1 * scale * astronautBox)
    expect(Math.abs(box.width / scale / astronautBox - 1)).toBeLessThan(0.15)
  }
})

test('gives back the WebGL context of each camera that was followed', async () => {
  expect(await page.evaluate(() => globalThis.faces.outlivesTrackers(6))).toBe(true)
})

test('agrees with MediaPipe’s own landmarker on real faces', async () => {
  test.slow()
  const folder = 'data/eval/lfw/images'
  test.skip(!existsSync(join(sharedFolder, theirs)), `${theirs} is not there, only a comparison`)
  test.skip(!existsSync(join(sharedFolder, folder)), `${folder} is not there: photos that no repository may hold`)
  const files = readdirSync(join(sharedFolder, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.jpg'))
    .sort()
    .filter((_, index) => index % 350 === 0)
  const collages = files.map((file): Collage => {
    const whole = [0, 0, 192, 192] as const
    return {
      width: 192,
      height: 192,
      ground: '#808080',
      parts: [{ url: sharedUrl(join(folder, file)), from: whole, to: whole }],
    }
  })
  const findAll = async (landmarkerUrl: string) => {
    await open(landmarkerUrl)
    const all: (readonly Face[])[] = []
    for (const collage of collages) all.push(await find(collage))
    return all
  }
  const one = await findAll(ours)
  const other = await findAll(sharedUrl(theirs))
  const distances = one.flatMap((faces, photo) =>
    faces.flatMap(({ landmarks }, index) => {
      const official = other[photo]![index]?.landmarks
      if (!official) return []
      const eyes = Math.hypot(official.leftEye.x - official.rightEye.x, official.leftEye.y - official.rightEye.y)
      return names.map((name) => {
        const [from, to] = [landmarks[name], official[name]]
        return Math.hypot(from.x - to.x, from.y - to.y) / eyes
      })
    }),
  )
  distances.sort((a, b) => a - b)
  expect(distances.length).toBeGreaterThan(0.9 * names.length * files.length)
  expect(distances[Math.floor(distances.length / 2)]).toBeLessThan(0.04)
  expect(distances[Math.floor(distances.length * 0.95)]).toBeLessThan(0.12)
})
