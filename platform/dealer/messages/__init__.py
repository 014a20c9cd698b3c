"""Text messages: what goes out to a customer's mobile, through the gateway or copied and marked as sent by hand.

Words: text message 短信, gateway 短信网关, quiet hours 免打扰时段, by hand 手工发送.
Tables: text_messages (StoreOwned). Facts: none yet.
Rules: CB-4, CARE-12 (its part of one message); architecture §6.
"""
