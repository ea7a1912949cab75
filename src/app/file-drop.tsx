import { type ReactNode, useEffect, useState } from 'react'
import { LAB } from '#stores/lab/address.ts'
import { considerModels } from '#stores/lab/own-models.ts'
import { isVideo, openVideo } from '#stores/live/camera.ts'
import { addFiles, type NamedFile } from '#stores/photos/files.ts'
import { plural } from '#ui/format.ts'
import { droppedFiles } from './dropped-files.ts'

const isModel = ({ name }: NamedFile) => /\.onnx$/i.test(name)

/** Models go to the Lab, videos to Live, everything else among the photos. */
function take(files: readonly NamedFile[]): void {
  const models = files.filter(isModel)
  const video = files.find(({ file }) => isVideo(file))
  addFiles(files.filter((each) => !isModel(each) && !isVideo(each.file)))
  if (models.length > 0) {
    window.location.assign(LAB)
    considerModels(models.map(({ file }) => file))
  } else if (video) {
    window.location.assign('#live')
    openVideo(video.file)
  }
}

const holdsFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false

/** Makes the whole window take dropped and pasted files. */
export function FileDrop({ children }: { readonly children: ReactNode }) {
  /** Files held over the window. */
  const [held, setHeld] = useState(0)
  useEffect(() => {
    const leaving = new AbortController()
    const listen = <K extends keyof WindowEventMap>(type: K, heard: (event: WindowEventMap[K]) => void) =>
      window.addEventListener(type, heard, { signal: leaving.signal })
    listen('dragenter', (event) => {
      if (holdsFiles(event)) setHeld(event.dataTransfer!.items.length)
    })
    listen('dragover', (event) => {
      // Without this the browser opens the file itself.
      if (holdsFiles(event)) event.preventDefault()
    })
    listen('dragleave', (event) => {
      if (event.relatedTarget === null) setHeld(0)
    })
    listen('drop', (event) => {
      setHeld(0)
      if (!holdsFiles(event)) return
      event.preventDefault()
      void droppedFiles(event.dataTransfer!).then(take)
    })
    listen('paste', (event) => {
      if (event.clipboardData) void droppedFiles(event.clipboardData).then(take)
    })
    return () => leaving.abort()
  }, [])
  return (
    <div className="shell" tabIndex={-1}>
      {children}
      {held > 0 && (
        <div className="drop-edge" aria-hidden="true">
          <p>Drop to score {plural(held, 'file')}</p>
        </div>
      )}
    </div>
  )
}
