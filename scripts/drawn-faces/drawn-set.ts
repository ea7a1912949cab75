import sharp from 'sharp'
import { generator } from '../../src/domain/alignment/generator.ts'
import { csvText } from '../../src/domain/csv.ts'
import { drawFace, makeShot } from './draw.ts'
import { makePerson } from './person.ts'

const persons = 12
const shotsEach = 5
const impostorPairs = 600

const faces = Array.from({ length: persons * shotsEach }, (_, i) => {
  const person = makePerson(Math.floor(i / shotsEach))
  return {
    file: `${person.name}/${(i % shotsEach) + 1}.jpg`,
    person: person.name,
    face: drawFace(person, makeShot(i)),
  }
})

/** The pictures of the set by file, as JPEG. */
export const drawnPictures: ReadonlyMap<string, () => Promise<Buffer>> = new Map(
  faces.map(({ file, face }) => [
    file,
    () => sharp(Buffer.from(face.svg)).removeAlpha().jpeg({ quality: 85 }).toBuffer(),
  ]),
)

/** The lists of the set by name, as an evaluation reads them. */
export const drawnLists: Readonly<Record<string, string>> = {
  'landmarks.csv': csvText(
    faces.map(({ file, face: { points, box } }) => ({
      file,
      score: 1,
      ...Object.fromEntries(
        Object.entries({ x: box.x, y: box.y, w: box.width, h: box.height }).map(([side, value]) => [
          `box_${side}`,
          Number(value.toFixed(1)),
        ]),
      ),
      ...Object.fromEntries(
        ['right_eye', 'left_eye', 'nose', 'mouth_right', 'mouth_left'].flatMap((name, i) => [
          [`${name}_x`, Number(points[i]!.x.toFixed(2))],
          [`${name}_y`, Number(points[i]!.y.toFixed(2))],
        ]),
      ),
    })),
  ),
  'pairs.csv': csvText(listedPairs()),
}

/** All genuine pairs, and a seeded choice of impostors. */
function listedPairs() {
  const pairs = faces.flatMap((one, i) =>
    faces
      .slice(i + 1)
      .map((other) => ({ img1: one.file, img2: other.file, label: Number(one.person === other.person) })),
  )
  const impostors = pairs.filter(({ label }) => label === 0)
  const draw = generator(1)
  const chosen = Array.from(
    { length: impostorPairs },
    () => impostors.splice(Math.floor(draw() * impostors.length), 1)[0]!,
  )
  return [...pairs.filter(({ label }) => label === 1), ...chosen]
}
