export const DEVELOPERS = `
# kb-api-docs | API documentation
## What the API offers
The VEZE API gives read access to profiles, matches, scores and the catalogue over HTTPS and JSON. Its reference with examples is at developers.veze.io and as an OpenAPI file. Each service has its own section.
## Rate limits and errors
A key may make 60 requests a minute; the headers tell what is left. Errors are JSON with a code and a message. Use an idempotency key for every write, so that a repeated request is done once.

# kb-developer-keys | Developer keys
## Creating an API key
Sign in at developers.veze.io, create an application and choose its scopes. The secret key is shown once. An account can have five applications.
## Rotating and revoking keys
Rotate a key at least once a year: the old one works for 24 hours after a new one was made. A key that leaked should be revoked at once. We revoke keys we find in public repositories.

# kb-webhooks | Webhooks
## Subscribing to events
A webhook sends an HTTPS POST to your address when an order, a match or a post changes. Choose the events in your application's settings. Each delivery carries an event id, so that you can ignore repeats.
## Verifying and retrying deliveries
Check the signature header with your webhook secret before you trust a delivery. Failed deliveries are retried for 24 hours with growing pauses. Answer within five seconds and do the work afterwards.

# kb-game-server-events | Connecting a game server to the Player ASI
## Sending game events
A game server posts numbered events about a match to the copilot, or writes them to the Redis stream. Events are processed in order for each match, and repeated numbers are ignored.
## Receiving plans
Plans for allies and NPCs come back on the same connection. A plan names the orders and until when they are valid. Old plans should be dropped when a newer one arrives.

# kb-xengine | XEngine: generated lines and boss strategies
## What XEngine does
XEngine generates NPC lines, adapts boss strategies to a player and finds trends. It looks at the context it is given and at nothing else. The copilot uses it in player mode.
## Quality and safety of generated lines
Generated lines are checked by the same filters as chat. Report an odd line with a long press on it, and it is not said again.

# kb-trends | Trends
## How trends are made
Trends are computed every ten minutes from what is played, worn and talked about. Each has a score from 0 to 100 and its change over the last day. Personal data plays no part.
## Where trends appear
You see trends in the XEngine tile, in the store's front row and when you ask the copilot what is trending. Trends of social posts have their own list in the Social tile.
`;
