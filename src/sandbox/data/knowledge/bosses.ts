export const BOSS_GUIDES = `
# kb-boss-dinoboss | Boss guide: DinoBoss
## How to beat DinoBoss
DinoBoss is beaten with bait and punish: lure its charge into a pillar and strike the soft belly while it lies stunned for four seconds. It scrapes the ground twice before each charge. Keep a dash for the tail sweep that follows every stun.
## Phases of DinoBoss
The second phase begins at 60 percent with a double charge and a roar that interrupts healing. The third begins at 25 percent: rocks fall and a raptor pack joins. Defeat the raptors first.
## Rewards
DinoBoss drops the Dino Hunter emblem and, rarely, a raptor saddle. The first victory of a week gives double shards.

# kb-boss-voidhydra | Boss guide: VoidHydra
## How to beat VoidHydra
Cut one head of VoidHydra at a time and burn the neck with ember damage within five seconds, or two heads grow back. Plasma weapons pierce its shields. Leave the central head for last.
## Phases of VoidHydra
Void pools appear at 66 percent; carry them to the outer ring. At 33 percent it pulls everybody in, so hold on to the anchors and hide from the black beam behind cut heads.

# kb-boss-ironcolossus | Boss guide: IronColossus
## How to beat IronColossus
Circle IronColossus to the left and count its stomps: after the third it overheats and opens the core in its back. Only the core takes damage. An engineer should bridge the broken floor before the last phase.
## Phases of IronColossus
At 50 percent a magnet field pulls metal weapons out of your hands. At 20 percent the core melts down: it takes double damage and so do you.

# kb-boss-emberqueen | Boss guide: EmberQueen
## How to beat EmberQueen
Put out her three braziers to break the shield of EmberQueen, then freeze her wings with frost weapons to keep her on the ground. Wet stone protects you from the burning floor.
## Phases of EmberQueen
She flies from 55 percent on. At 20 percent she prepares to be reborn like a phoenix: ring the rain bell before she falls, or she rises with a third of her health.

# kb-boss-frostwarden | Boss guide: FrostWarden
## How to beat FrostWarden
Light the torches, melt the armour of FrostWarden with fire and shatter the brittle shield arm with heavy weapons. Hide behind a statue when it breathes in.
## Phases of FrostWarden
Ice clones appear at 60 percent, and only the true warden leaves footprints. In the blizzard at 30 percent free frozen allies at once, because three frozen players end the raid.

# kb-boss-stormserpent | Boss guide: StormSerpent
## How to beat StormSerpent
Raise all four lightning rods before the first thunder and never share one. After its dive the jaw of StormSerpent stays open for six seconds: attack it with everything.
## Phases of StormSerpent
At 65 percent it dives and makes a whirlpool; swim across it, not against it. At 25 percent stay inside the eye of the storm and follow it.

# kb-boss-clockworkoracle | Boss guide: ClockworkOracle
## How to beat ClockworkOracle
ClockworkOracle repeats every pattern three times: watch two rounds and jam the large gear with a gravity weapon on the third. It cannot see players who stand still.
## Phases of ClockworkOracle
At 50 percent it turns back time and everything comes again, so be elsewhere. At 15 percent a countdown of sixty seconds starts and you must break the spring.

# kb-boss-basics | Boss raids: the basics
## Entering a raid
A raid takes three to six players and starts at a raid gate on the map. You have ten entries a month; the Raid Pass gives ten more. A raid that fails in the first two minutes costs no entry.
## Choosing a boss
Beginners should start with DinoBoss, then FrostWarden. VoidHydra and ClockworkOracle need a practised squad. Ask the copilot in player mode for a boss strategy, and it looks at your running match.
## Loot
Each player has their own chest, so nobody can take your loot. The Loot Booster adds one more item.
`;
