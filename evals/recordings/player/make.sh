#!/bin/sh
# Makes the recordings beside it anew: for every boss, two matches of the Player ASI and two of baselines.
cd "$(dirname "$0")/../../.." || exit 1
for boss in DinoBoss VoidHydra IronColossus EmberQueen FrostWarden StormSerpent; do
  for play in asi:1 asi:2 greedy:3 random:4; do
    policy=${play%:*}; seed=${play#*:}
    npx tsx evals/arena/run.ts --boss "$boss" --policy "$policy" --seed "$seed" \
      --record "evals/recordings/player/$boss-$policy-$seed.jsonl.gz"
  done
done
