/** Bytes of every header: room for as many items as a file may get, so that it can be written last. */
export const npyHeaderLength = 128

/**
 * Header of a NumPy file, format 1.0: bytes (uint8) of this shape, in C order.
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function npyHeader(shape: readonly number[]): Uint8Array {
  const fixed = 10
  const header = Buffer.alloc(npyHeaderLength, ' ')
  header.write('\x93NUMPY\x01\x00', 'latin1')
  header.writeUInt16LE(npyHeaderLength - fixed, fixed - 2)
  header.write(`{'descr': '|u1', 'fortran_order': False, 'shape': (${shape.join(', ')}), }`, fixed)
  header.write('\n', npyHeaderLength - 1)
  return header
}
