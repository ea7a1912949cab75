import { createContext, type ReactNode } from 'react'

/** The figure that a button stands in, without buttons: what leaves when it is saved. */
export const PrintedFigure = createContext<ReactNode>(null)
