import { type DragEvent, type ReactNode, useEffect, useState } from 'react'
import { useDropzone } from 'react-dropzone'
import { addFiles } from '#stores/files.ts'
import { plural } from '#ui/format.ts'

/** Makes the whole window take dropped and pasted files. */
export function FileDrop({ children }: { readonly children: ReactNode }) {
  const [count, setCount] = useState(0)
  const { getRootProps, isDragActive } = useDropzone({ onDrop: addFiles, noClick: true, noKeyboard: true })
  useEffect(() => {
    const paste = (event: ClipboardEvent) => addFiles([...(event.clipboardData?.files ?? [])])
    window.addEventListener('paste', paste)
    return () => window.removeEventListener('paste', paste)
  }, [])
  const onDragEnter = (event: DragEvent) => setCount(event.dataTransfer.items.length)
  return (
    <div {...getRootProps({ className: 'shell', onDragEnter, role: undefined, tabIndex: -1 })}>
      {children}
      {isDragActive && (
        <div className="drop-edge" aria-hidden="true">
          <p>Drop to score {plural(count, 'file')}</p>
        </div>
      )}
    </div>
  )
}
