/**
 * Endings of the names of pictures, by which a folder's pictures are told from what else lies there. `.jfif`, `.jpe` and
 * `.mpo` are JPEG by other names: of Windows, of old, and of cameras that keep several pictures in one file.
 */
export const pictureEndings = [
  ...['.jpg', '.jpeg', '.jpe', '.jfif', '.mpo'],
  ...['.png', '.apng', '.webp', '.avif', '.gif', '.bmp', '.dib'],
  ...['.heic', '.heif', '.hif', '.tif', '.tiff', '.jxl'],
] as const

export const isPictureName = (name: string): boolean =>
  pictureEndings.some((ending) => name.toLowerCase().endsWith(ending))
