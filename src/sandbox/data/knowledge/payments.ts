export const PAYMENTS = `
# kb-payments | Payment methods
## What you can pay with
We accept Visa, Mastercard, American Express, PayPal, Apple Pay, Google Pay and store credit. Bank transfer is offered for orders over 200 USD. We never ask for card numbers in chat or by e-mail.
## Changing your payment method
Open Settings, Payments to add or remove a card. The method marked as default is charged for subscriptions. A card that expires is updated by most banks without your doing.

# kb-payment-failed | When a payment is declined
## Why a payment fails
Most declined payments are stopped by the bank: the card expired, the limit is reached, or the purchase needs confirmation in your bank's app. Try again after confirming, or use another method. The order stays pending for 24 hours meanwhile.
## Charged twice
A second line on your statement is usually a reservation that disappears within five business days. If both were really booked, send us the two dates and amounts and we refund the double charge.

# kb-receipts | Receipts
## Where to find a receipt
A receipt is sent by e-mail for every payment and every refund. All of them can be downloaded under Orders, Receipts as PDF. Ask the copilot to e-mail you a receipt again if you lost it.
## What a receipt shows
A receipt shows the order number, the items, the tax and the payment method. It is not an invoice: companies need the invoice for their books.

# kb-invoices | Invoices for companies
## Getting an invoice
Enter your company's name, address and tax number under Settings, Billing before you buy. From then on each order has an invoice as well as a receipt. Invoices for past orders can be made for 90 days.
## Correcting an invoice
Write to billing@veze.io with the invoice number and what should change. A corrected invoice replaces the first one and keeps its date.

# kb-cancel-subscription | Cancelling a subscription (VEZE Pass)
## How to cancel your VEZE Pass
Open Settings, Subscriptions, choose VEZE Pass and then Cancel subscription. You can cancel at any time, and you keep the pass until the end of the period you paid for. We confirm the cancellation by e-mail.
## After cancelling
Rewards you earned stay yours, cloud saves are kept for 12 months. You can subscribe again at any time and continue where you stopped.
## Subscriptions bought elsewhere
A pass bought in an app store or on a console must be cancelled there. We cannot end those subscriptions for you.

# kb-subscriptions | VEZE Pass: what the subscription includes
## What you get
VEZE Pass costs 9.99 USD a month and includes every season track, cloud saves, free standard shipping and priority queues. VEZE Pass Family covers five accounts of one household for 17.99 USD.
## Renewal and changes
The pass renews each month on the day you subscribed. Switch between the single and the family pass at any time; the difference is charged or credited by the day. Renewal can be paused for up to three months.

# kb-promo-codes | Promo codes and discounts
## Redeeming a promo code
Enter the promo code in the field below the cart total before you pay. One code can be used per order, and codes do not apply to gift cards. The discount is shown before you confirm.
## Codes that do not work
Promo codes expire, may be limited to a region, or to the first order of an account. Check the spelling: codes hold no spaces, and the digit zero is never the letter O.
## Where codes come from
Codes are given in the newsletter, at events and by partner creators. Codes sold on other sites are usually stolen and get removed.

# kb-gift-cards | Gift cards and store credit
## Buying and redeeming gift cards
Gift cards are sold for 10, 25 and 50 USD and arrive by e-mail within minutes. Redeem the code under Settings, Store credit. The credit never expires.
## Lost or unused gift cards
A gift card that was not redeemed can be sent again to the buyer's address. Unused gift cards can be refunded within 30 days; redeemed ones cannot.

# kb-regional-pricing | Regional prices and currencies
## Why prices differ by region
Prices follow local taxes and wages, so the same skin may cost less in one region than in another. Your region is the country of your payment method, not where you are travelling. It can be changed once every 90 days.
## Currencies
The store lists prices in US dollars, and the checkout also shows them in your own currency. Your bank's exchange fee, if any, is not ours.

# kb-taxes | Sales tax and VAT
## How tax is calculated
Prices in the European Union include VAT; prices in the United States are shown before sales tax. The tax depends on the delivery address, or on the billing country for digital goods.
## Tax exemption
Schools and charities can send their exemption certificate to billing@veze.io. Once it is accepted, tax is no longer added to their orders.
`;
