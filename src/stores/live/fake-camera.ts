import { useCamera } from './camera.ts'

/** Cameras for tests of the page, where there is none: what was asked of them is told, and nothing is shown. */
export class FakeCameras extends EventTarget {
  /** Every track that was ever handed out. */
  readonly tracks: FakeTrack[] = []
  /** What getUserMedia rejects with from now on. */
  refusal: Error | null = null
  /** As the browser tells it; null = it does not tell. */
  permission: PermissionState | null = 'granted'
  readonly names = ['Front', 'Back']
  private pending: (() => void)[] | null = null

  /** Puts them in the browser's place and turns everything off. */
  install(): void {
    Object.defineProperty(window, 'isSecureContext', { value: true, configurable: true })
    Object.defineProperty(navigator, 'mediaDevices', { value: this, configurable: true })
    const query = async () => {
      await this.hesitation()
      if (!this.permission) throw new TypeError('unknown name')
      return { state: this.permission }
    }
    Object.defineProperty(navigator, 'permissions', { value: { query }, configurable: true })
    useCamera.setState(useCamera.getInitialState(), true)
  }

  /** Lets people, and the browser, think about the permission until `decide`. */
  hesitate(): void {
    this.pending = []
  }

  decide(): void {
    for (const resolve of this.pending ?? []) resolve()
    this.pending = null
  }

  private async hesitation(): Promise<void> {
    const { pending } = this
    if (pending) await new Promise<void>((resolve) => pending.push(resolve))
  }

  async getUserMedia({ video }: { readonly video: MediaTrackConstraints }): Promise<MediaStream> {
    await this.hesitation()
    if (this.refusal) throw this.refusal
    const wanted = (video.deviceId as { exact: string } | undefined)?.exact ?? 'device-0'
    const track = new FakeTrack(wanted)
    this.tracks.push(track)
    return Object.assign(new MediaStream(), { getTracks: () => [track], getVideoTracks: () => [track] }) as never
  }

  enumerateDevices = () =>
    Promise.resolve(
      this.names.map((label, i) => ({ kind: 'videoinput', deviceId: `device-${i}`, label }) as MediaDeviceInfo),
    )

  /** How many are on. */
  get running(): number {
    return this.tracks.filter(({ readyState }) => readyState === 'live').length
  }
}

class FakeTrack extends EventTarget {
  readyState: MediaStreamTrackState = 'live'
  constructor(private readonly deviceId: string) {
    super()
  }

  getSettings = (): MediaTrackSettings => ({
    deviceId: this.deviceId,
    facingMode: this.deviceId === 'device-1' ? 'environment' : 'user',
  })

  stop(): void {
    this.readyState = 'ended'
  }

  unplug(): void {
    this.readyState = 'ended'
    this.dispatchEvent(new Event('ended'))
  }
}
