"""What may become of a plan: output, money and regret over many futures, drivers and stress cases."""

from plantshare.risk.looking_ahead import DRAWS, outlook_of
from plantshare.risk.outlook import TAIL, Outlook

__all__ = ["DRAWS", "TAIL", "Outlook", "outlook_of"]
