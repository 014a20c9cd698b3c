"""Networks and regions.

Purpose: one car maker's network and its tree of regions.
Words: network 厂家网络, headquarters 厂家总部, region 大区 / 区域.
Tables: networks, regions (Published). Facts: none yet.
Rules: HQ-1; glossary.
"""
