import { create } from 'zustand'

/** Whether the export menu is open: its button and a key both open it. */
export const useExporting = create<boolean>()(() => false)
