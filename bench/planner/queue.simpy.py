# M/M/c in SimPy 2 (Debian python3-simpy), for the events a second of bench/planner/queue.ts: prints mean wait, people and processor seconds as JSON.
import json
import random
import sys
import time

from SimPy.Simulation import Process, Resource, Simulation, hold, release, request

people, rate, serve, lanes = int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])
chance = random.Random(1)
waits = [0.0]


class Person(Process):
    def visit(self, desk):
        came = self.sim.now()
        yield request, self, desk
        waits[0] += self.sim.now() - came
        yield hold, self, chance.expovariate(serve)
        yield release, self, desk


class Street(Process):
    def send(self, desk):
        for _ in range(people):
            person = Person(sim=self.sim)
            self.sim.activate(person, person.visit(desk))
            yield hold, self, chance.expovariate(rate)


simulation = Simulation()
simulation.initialize()
desk = Resource(capacity=lanes, sim=simulation)
street = Street(sim=simulation)
simulation.activate(street, street.send(desk))
before = time.process_time()
simulation.simulate(until=float('1e12'))
print(json.dumps({'meanWait': waits[0] / people, 'seconds': time.process_time() - before}))
