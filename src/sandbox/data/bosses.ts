export interface BossPhase {
  phase: number;
  /** The phase begins when the boss has this much of its health left. */
  at_hp_percent: number;
  threats: string[];
  advice: string;
}

export interface Boss {
  name: string;
  weaknesses: string[];
  strategy: string;
  summary: string;
  steps: string[];
  /** In order, the first at 100. */
  phases: BossPhase[];
}

export const BOSSES: readonly Boss[] = [
  {
    name: 'DinoBoss',
    weaknesses: [
      'soft belly after a charge',
      'frost slows its turns',
      'loses its target when two players cross',
    ],
    strategy: 'bait_and_punish',
    summary: 'Bait the charge into a pillar, then punish the belly while it is stunned.',
    steps: [
      'Put one player at a pillar as bait, everyone else behind the tail.',
      'Step aside when it scrapes the ground twice: the charge always follows.',
      'Strike the belly for the four seconds it lies stunned, then spread out again.',
      'Keep one dash for the tail sweep; it comes right after every stun.',
    ],
    phases: [
      {
        phase: 1,
        at_hp_percent: 100,
        threats: ['Charge', 'Tail sweep'],
        advice: 'Learn the charge: bait it into pillars and save your ultimates.',
      },
      {
        phase: 2,
        at_hp_percent: 60,
        threats: ['Double charge', 'Roar that interrupts healing'],
        advice: 'Heal before the roar, and keep two pillars standing.',
      },
      {
        phase: 3,
        at_hp_percent: 25,
        threats: ['Enraged bites', 'Falling rocks', 'Raptor pack'],
        advice: 'Kill the raptors first, then spend everything on the belly.',
      },
    ],
  },
  {
    name: 'VoidHydra',
    weaknesses: [
      'cut necks burn shut with ember damage',
      'plasma pierces its shields',
      'blind while it regrows',
    ],
    strategy: 'sever_and_burn',
    summary: 'Cut one head at a time and burn the neck before it regrows.',
    steps: [
      'Agree on one head; the whole squad hits only that one.',
      'Burn the neck within five seconds of the cut, or two heads grow back.',
      'Walk the void pools to the outer ring, never through the middle.',
      'Leave the central head for last: it shields the others only while they live.',
    ],
    phases: [
      {
        phase: 1,
        at_hp_percent: 100,
        threats: ['Void spit', 'Biting heads'],
        advice: 'Three heads: cut left, right, then stop and gather ammunition.',
      },
      {
        phase: 2,
        at_hp_percent: 66,
        threats: ['Void pools', 'Head regrowth'],
        advice: 'Place the pools on the outer ring and burn every neck.',
      },
      {
        phase: 3,
        at_hp_percent: 33,
        threats: ['Gravity pull', 'Black beam'],
        advice: 'Hold on to the anchors during the pull and hide from the beam behind cut heads.',
      },
    ],
  },
  {
    name: 'IronColossus',
    weaknesses: ['exposed core in its back', 'slow to turn', 'overheats after three stomps'],
    strategy: 'circle_and_overheat',
    summary: 'Circle it, make it overheat, and shoot the core when the plates open.',
    steps: [
      'Circle to the left at middle distance; its right arm reaches further.',
      'Count the stomps: after the third it overheats and opens its back.',
      'Shoot only the core; plates take no damage.',
      'Let an engineer bridge the broken floor before the last phase.',
    ],
    phases: [
      {
        phase: 1,
        at_hp_percent: 100,
        threats: ['Stomp', 'Rocket fist'],
        advice: 'Circle left and count stomps.',
      },
      {
        phase: 2,
        at_hp_percent: 50,
        threats: ['Magnet field', 'Shrapnel'],
        advice: 'Holster metal weapons during the magnet field.',
      },
      {
        phase: 3,
        at_hp_percent: 20,
        threats: ['Core meltdown', 'Collapsing floor'],
        advice: 'It takes double damage and so do you: finish within a minute.',
      },
    ],
  },
  {
    name: 'EmberQueen',
    weaknesses: [
      'frost weapons freeze her wings',
      'her shield falls with her three braziers',
      'cannot fly in rain',
    ],
    strategy: 'quench_and_ground',
    summary: 'Put out the braziers, ground her with frost, and fight her on the floor.',
    steps: [
      'Send two players to the braziers while the rest keep her busy.',
      'Freeze her wings when she rises; she stays grounded for ten seconds.',
      'Stand on wet stone when the floor glows.',
      'Call for rain with the bell only in the last phase.',
    ],
    phases: [
      {
        phase: 1,
        at_hp_percent: 100,
        threats: ['Fire whip', 'Ember rain'],
        advice: 'Put out a brazier whenever she looks away.',
      },
      {
        phase: 2,
        at_hp_percent: 55,
        threats: ['Flight', 'Burning floor'],
        advice: 'Frost on the wings, then wet stone.',
      },
      {
        phase: 3,
        at_hp_percent: 20,
        threats: ['Phoenix rebirth'],
        advice: 'Ring the bell before she falls, or she rises again with a third of her health.',
      },
    ],
  },
  {
    name: 'FrostWarden',
    weaknesses: ['fire melts its armour', 'brittle after a shattered shield', 'statues stop its breath'],
    strategy: 'melt_and_shatter',
    summary: 'Melt the armour with fire, shatter the shield, and hide from its breath behind statues.',
    steps: [
      'Light the torches first: without warmth you slow down every ten seconds.',
      'Melt one armour plate at a time with fire, starting with the shield arm.',
      'Hide behind a statue when it breathes in.',
      'Hit the brittle arm with heavy weapons only.',
    ],
    phases: [
      {
        phase: 1,
        at_hp_percent: 100,
        threats: ['Ice spikes', 'Freezing aura'],
        advice: 'Keep the torches lit and stay close to them.',
      },
      {
        phase: 2,
        at_hp_percent: 60,
        threats: ['Glacial breath', 'Ice clones'],
        advice: 'The true one leaves footprints; clones do not.',
      },
      {
        phase: 3,
        at_hp_percent: 30,
        threats: ['Blizzard', 'Frozen allies'],
        advice: 'Free frozen allies at once: three frozen players end the raid.',
      },
    ],
  },
  {
    name: 'StormSerpent',
    weaknesses: ['grounded by lightning rods', 'its jaw stays open after the dive', 'slow while it coils'],
    strategy: 'ground_and_dive',
    summary: 'Raise the lightning rods, ground the serpent, and attack the open jaw after its dive.',
    steps: [
      'Raise all four rods before the first thunder.',
      'Stand near a rod, but never two players at the same one.',
      'After the dive the jaw stays open for six seconds: everything you have goes there.',
      'Move the ship against the wind while it coils.',
    ],
    phases: [
      {
        phase: 1,
        at_hp_percent: 100,
        threats: ['Chain lightning', 'Tail slap'],
        advice: 'Keep five metres between players.',
      },
      {
        phase: 2,
        at_hp_percent: 65,
        threats: ['Dive', 'Whirlpool'],
        advice: 'Swim across the whirlpool, not against it.',
      },
      {
        phase: 3,
        at_hp_percent: 25,
        threats: ['Eye of the storm', 'Static field'],
        advice: 'Stay inside the eye and follow it; the field kills outside.',
      },
    ],
  },
  {
    name: 'ClockworkOracle',
    weaknesses: [
      'repeats every pattern three times',
      'gears jam on gravity weapons',
      'cannot see players who stand still',
    ],
    strategy: 'wait_and_jam',
    summary: 'Watch a pattern twice, jam the gears on the third, and stand still when it looks.',
    steps: [
      'Watch the first two rounds of every pattern without attacking.',
      'Jam the large gear with a gravity weapon on the third round.',
      'Stand perfectly still while the eye is open.',
      'Split the squad over both platforms before time turns back.',
    ],
    phases: [
      {
        phase: 1,
        at_hp_percent: 100,
        threats: ['Gear saw', 'All-seeing eye'],
        advice: 'Learn the pattern, move only while the eye is shut.',
      },
      {
        phase: 2,
        at_hp_percent: 50,
        threats: ['Time rewind', 'Mirror shots'],
        advice: 'After a rewind everything comes again: be elsewhere.',
      },
      {
        phase: 3,
        at_hp_percent: 15,
        threats: ['Final countdown'],
        advice: 'Sixty seconds are left; ignore the mirrors and break the spring.',
      },
    ],
  },
];

/** The boss of that name, whatever the spelling: "dino boss", "DinoBoss", "dinoboss". */
export function findBoss(name: string): Boss | undefined {
  const wanted = plain(name);
  return BOSSES.find((boss) => plain(boss.name) === wanted);
}

/** The phase a boss is in with this much health left. */
export function phaseAt(boss: Boss, hpPercent: number): BossPhase {
  const [first, ...later] = boss.phases;
  const current = later.findLast((phase) => hpPercent <= phase.at_hp_percent) ?? first;
  if (current === undefined) throw new Error(`${boss.name} has no phases`);
  return current;
}

export const BOSS_NAMES: readonly string[] = BOSSES.map((boss) => boss.name);

function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/^the/, '');
}
