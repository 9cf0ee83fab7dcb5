"""Reading and changing parts of arrays: ``x[...]`` and ``x.at[...]``."""

from covector.core.index_modes import GatherScatterMode as GatherScatterMode
from covector.core.index_plan import as_positions as as_positions
from covector.core.index_programs import getitem as getitem
from covector.core.index_reads import read as read
from covector.core.index_updates import IndexUpdateHelper as IndexUpdateHelper
from covector.core.index_updates import IndexUpdateRef as IndexUpdateRef
from covector.core.index_updates import cast_values as cast_values
from covector.core.index_updates import write as write
