import { createInterface } from 'node:readline'
import { takeLock } from '@/db/files/lock'

// Another process: takes the lock of its first argument, says whether it got it, and keeps it until it is ended.
const [, , file = '', kind] = process.argv
const lock = takeLock(file, kind === 'alone' ? 'alone' : 'together')
console.log(lock ? 'held' : 'refused')
createInterface({ input: process.stdin }).once('close', () => lock?.release())
