"""Who works together at a site and with what: partners, backbone, money, support, decisions."""
