export const ORDERS = `
# kb-refunds | Refunds
## Who can get a refund
You can get your money back for any order that is paid, shipped or delivered, within 30 days of delivery. An order that is still pending was never charged, so there is nothing to refund. Cancelled orders and orders that were already refunded cannot be refunded again.
## How to ask for a refund
Tell the copilot "refund order" with the order number, or open Orders in the store and choose Refund. A refund covers the whole order. You get a receipt for the refund as soon as it is approved.
## When the money arrives
Refunds go back to the payment method you paid with. Cards take 3 to 5 business days, store credit is there at once. If nothing arrived after 10 business days, contact support with the number of the refund receipt.
## What cannot be refunded
Gift cards that were redeemed and game keys that were activated cannot be refunded. Boosters can be refunded as long as they were not used.

# kb-returns | Returning merchandise
## Sending goods back
Hoodies, figures and other merchandise can be returned within 30 days of delivery. Keep the tags on and use the box it came in. The return label is in the parcel, and you can print a new one under Orders.
## After we receive a return
The warehouse checks a return within two business days. Then the refund starts by itself, without a second request. Postage for returns is free in countries we have a warehouse in.
## Damaged or wrong items
If an item arrives damaged or is not what you ordered, send a photo to support within 14 days. We send a replacement and you need not return the broken item.

# kb-exchanges | Exchanging an item for another size or colour
## How an exchange works
Clothing can be exchanged for another size or colour once, free of charge, within 30 days. Choose Exchange under Orders and pick the size you want. We reserve the new item for 14 days while yours travels back.
## What cannot be exchanged
Digital goods such as skins, mounts and boosters cannot be exchanged. Ask for a refund instead and buy the one you want.

# kb-shipping | Shipping times and costs
## How long shipping takes
Orders leave the warehouse within one business day. Standard shipping takes 3 to 6 business days, express shipping takes 1 to 2. Digital goods are delivered at once and need no shipping.
## Shipping costs
Standard shipping costs 4.90 USD and is free from 60 USD on. Express shipping costs 12.90 USD. VEZE Pass members never pay for standard shipping.
## Where we ship
We ship to 46 countries from warehouses in Rotterdam, Memphis and Osaka. Duties, where they apply, are shown before you pay. We cannot ship to post office boxes.

# kb-tracking | Tracking a parcel
## Where is my package
As soon as an order has the status shipped it carries a tracking number and an estimated day of arrival. Ask the copilot "where is order" with its number, or open the order in the store. The carrier may need up to 12 hours to show the first scan.
## A parcel that is late or missing
If the tracking has not changed for five business days, tell support and we start a search with the carrier. A parcel that was not found after ten business days counts as lost, and you choose between a replacement and a refund.

# kb-cancel-order | Cancelling an order
## Before it is shipped
A pending or paid order can be cancelled until it is handed to the carrier. Cancelling a pending order costs nothing, because it was not charged. For a paid order the cancellation is a refund of the full amount.
## After it is shipped
A shipped order cannot be stopped any more. Refuse the parcel or return it, and the refund follows.
## Orders that cancel themselves
A pending order that is not paid within 24 hours is cancelled by itself and its items go back into stock. We send an e-mail four hours before that happens.

# kb-order-status | What the order statuses mean
## The six statuses
Pending means we wait for your payment. Paid means the money is here and the order is being packed. Shipped means the carrier has it, delivered means it arrived. Cancelled orders were stopped before they were charged, and refunded orders were paid back.
## Where to see your order history
All your orders are listed in the store under Orders, newest first. The copilot lists them when you say "show my orders".

# kb-out-of-stock | Out of stock items and preorders
## When an item is sold out
Limited items such as the Solar Flare Skin come back only at their next event. Choose Remind me on the product page and we send one e-mail on the day it is available again. A cart does not reserve stock: it is taken when you check out.
## Preorders
A preorder is charged when it ships, not when you place it. You can cancel a preorder at any time before that day.

# kb-cart-checkout | Shopping cart and checkout
## Filling a cart
A cart holds up to 99 of one product and stays for 30 days. You can have several carts; each has its own number. The copilot finds a product, makes a cart and fills it when you say what you want to buy.
## Checking out
Checkout takes the saved payment method and places the order at once. A cart can be checked out only once, and an empty cart cannot be checked out. If an item sold out in the meantime nothing is charged.

# kb-order-address | Changing the delivery address
## Before the parcel leaves
You can change the delivery address of an order until it has the status shipped. Open the order and choose Edit address. The estimated arrival may move by a day.
## Saved addresses
Up to ten addresses can be saved under Settings, Addresses. The one marked as default is used unless you choose another one at checkout.
`;
