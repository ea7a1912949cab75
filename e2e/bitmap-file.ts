import type sharp from 'sharp'

/** A Windows bitmap of 24 bits, its rows from below. */
export async function bitmapFile(image: sharp.Sharp): Promise<Buffer> {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true })
  const stride = 4 * Math.ceil((3 * info.width) / 4)
  const file = Buffer.alloc(54 + stride * info.height)
  file.write('BM')
  file.writeUInt32LE(file.length, 2)
  file.writeUInt32LE(54, 10)
  file.writeUInt32LE(40, 14)
  file.writeInt32LE(info.width, 18)
  file.writeInt32LE(info.height, 22)
  file.writeUInt16LE(1, 26)
  file.writeUInt16LE(24, 28)
  for (let y = 0; y < info.height; y++)
    for (let x = 0; x < info.width; x++) {
      const from = 3 * (y * info.width + x)
      file.set([data[from + 2]!, data[from + 1]!, data[from]!], 54 + stride * (info.height - 1 - y) + 3 * x)
    }
  return file
}
