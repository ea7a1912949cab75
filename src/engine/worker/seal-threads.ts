import { bootstrap } from './bootstrap.ts'

const Unsealed = self.Worker

/** Threads that a library starts in this worker have its policy too. To be imported before any library. */
self.Worker = class extends Unsealed {
  constructor(address: string | URL, options?: WorkerOptions) {
    super(bootstrap(new URL(address)), options)
  }
}
