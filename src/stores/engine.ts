import { create } from 'zustand'
import type { ModelRole } from '#domain/quality/manifest.ts'
import type { Engine, EngineStatus } from '#engine/engine.ts'
import type { EngineInfo, LoadedModel } from '#engine/protocol.ts'

interface EngineState {
  readonly status: EngineStatus
  /** What ran last; stays while another worker starts, so that scores on the page keep their meaning. */
  readonly info: EngineInfo | null
}

/** The engine's state as the page sees it. */
export const useEngine = create<EngineState>()(() => ({
  status: { state: 'loading', progress: { loaded: 0, total: 0 }, isStalled: false },
  info: null,
}))

/** Follows an engine for as long as the page lives. */
export function followEngine(engine: Engine): void {
  const read = () =>
    useEngine.setState(({ info }) => ({
      status: engine.status,
      info: engine.status.state === 'ready' ? engine.status.info : info,
    }))
  read()
  engine.subscribe(read)
}

/** The model that plays a role, once the engine told. */
export const modelOf = (info: EngineInfo | null, role: ModelRole): LoadedModel | undefined =>
  info?.models.find((model) => model.role === role)
