"""Customers: who owns, buys, drives or sends a car, how to reach them, and the cars themselves.

Words: customer 客户, vehicle 车辆, sender 送修人, owner 车主, plate 车牌, VIN 车架号.
Tables: customers, customer_phones, vehicles, vehicle_roles (StoreOwned).
Facts: none yet.
Rules: CUS-1, CUS-7.
"""
