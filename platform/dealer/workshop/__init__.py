"""Workshop: repair orders as the DMS hands them over.

Words: repair order (RO) 维修委托书 / 工单, pick-up 取车, sender 送修人, service advisor 服务顾问.
Tables: repair_orders (StoreOwned). Facts: none yet.
Rules: CB-14, CB-16, DATA-1, DATA-5.
"""
