/** Tells when a download, or what follows it, has made no progress for a while. */
export interface StallWatch {
  /** Something has come; the next thing may take so long, in milliseconds. */
  hear(patience: number): void
  end(): void
}

/** @param onStall  called once for each silence */
export function createStallWatch(patience: number, onStall: () => void): StallWatch {
  let timer = setTimeout(onStall, patience)
  return {
    hear(next) {
      clearTimeout(timer)
      timer = setTimeout(onStall, next)
    },
    end: () => clearTimeout(timer),
  }
}
