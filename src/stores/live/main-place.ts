import { type LiveSession, mainTrack } from '#domain/live/session.ts'

/** The main face's place among the faces from left to right, as a photo of the frame counts them. */
export function mainPlace(session: LiveSession): number {
  const main = mainTrack(session)
  const seen = session.tracks.filter(({ lastSeen }) => lastSeen === session.time)
  return main ? seen.filter(({ face }) => face.box.x < main.face.box.x).length : 0
}
