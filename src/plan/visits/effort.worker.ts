// One search of several in a thread of its own: reads its order, answers with its plan.
import { parentPort, workerData } from 'node:worker_threads'
import { type Order, search } from './effort.ts'

const { problem, share, stop } = workerData as Order
parentPort!.postMessage(await search(problem, share, () => Atomics.load(stop, 0) === 0))
