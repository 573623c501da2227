"""What people look at: charts, the mailed report, its workbook and its PDF."""
