import { type DragEvent, type ReactNode, useEffect, useState } from 'react'
import { useDropzone } from 'react-dropzone'
import { LAB } from '#stores/lab/address.ts'
import { considerModels } from '#stores/lab/own-models.ts'
import { isVideo, openVideo } from '#stores/live/camera.ts'
import { addFiles } from '#stores/photos/files.ts'
import { plural } from '#ui/format.ts'

const isModel = ({ name }: File) => /\.onnx$/i.test(name)

/** Models go to the Lab, videos to Live, everything else among the photos. */
function take(files: readonly File[]): void {
  const models = files.filter(isModel)
  const video = files.find(isVideo)
  addFiles(files.filter((file) => !isModel(file) && !isVideo(file)))
  if (models.length > 0) {
    window.location.assign(LAB)
    considerModels(models)
  } else if (video) {
    window.location.assign('#live')
    openVideo(video)
  }
}

/** Makes the whole window take dropped and pasted files. */
export function FileDrop({ children }: { readonly children: ReactNode }) {
  /** Files held over the window. */
  const [held, setHeld] = useState(0)
  const { getRootProps } = useDropzone({ onDrop: take, noClick: true, noKeyboard: true })
  useEffect(() => {
    const paste = (event: ClipboardEvent) => take([...(event.clipboardData?.files ?? [])])
    window.addEventListener('paste', paste)
    return () => window.removeEventListener('paste', paste)
  }, [])
  const handlers = {
    onDragEnter: ({ dataTransfer }: DragEvent) => {
      if (dataTransfer.types.includes('Files')) setHeld(dataTransfer.items.length)
    },
    onDragLeave: ({ currentTarget, relatedTarget }: DragEvent) => {
      if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setHeld(0)
    },
    onDrop: () => setHeld(0),
  }
  return (
    <div {...getRootProps({ className: 'shell', ...handlers, role: undefined, tabIndex: -1 })}>
      {children}
      {held > 0 && (
        <div className="drop-edge" aria-hidden="true">
          <p>Drop to score {plural(held, 'file')}</p>
        </div>
      )}
    </div>
  )
}
