import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Face } from '#domain/alignment/face.ts'

/** Keeps what was found on pictures, a small file a picture, named by the hash of the picture's bytes. */
export interface FaceStore {
  /** Null where the picture has not been searched. */
  read(picture: string): readonly Face[] | null
  write(picture: string, faces: readonly Face[]): void
}

/** @param folder  one for each version of the models that find faces */
export function createFaceStore(folder: string): FaceStore {
  const pathOf = (picture: string) => join(folder, picture.slice(0, 2), `${picture}.json`)
  return {
    read(picture) {
      const path = pathOf(picture)
      return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as StoredFace[]).map(fromStored) : null
    },
    write(picture, faces) {
      const path = pathOf(picture)
      mkdirSync(dirname(path), { recursive: true })
      // So that one who is stopped here leaves no half of a file.
      writeFileSync(`${path}.part`, JSON.stringify(faces.map(toStored)))
      renameSync(`${path}.part`, path)
    },
  }
}

/** The mesh as base64 of its floats: a third of the numbers in words, and exact. */
type StoredFace = Omit<Face, 'mesh'> & { readonly mesh: string | null }

const toStored = (face: Face): StoredFace => ({
  ...face,
  mesh: face.mesh && Buffer.from(face.mesh.buffer, face.mesh.byteOffset, face.mesh.byteLength).toString('base64'),
})

function fromStored({ mesh, ...face }: StoredFace): Face {
  if (mesh === null) return { ...face, mesh }
  // A copy: a Buffer may start where no float can.
  const bytes = Uint8Array.from(Buffer.from(mesh, 'base64'))
  return { ...face, mesh: new Float32Array(bytes.buffer) }
}
