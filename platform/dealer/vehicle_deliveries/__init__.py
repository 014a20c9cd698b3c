"""Vehicle deliveries: new cars handed over, as the DMS hands them over.

Words: vehicle delivery 新车交付, buyer 购车人, sales consultant 销售顾问.
Tables: vehicle_deliveries (StoreOwned). Facts: none yet.
Rules: CB-14, CB-16, DATA-1, DATA-5.
"""
