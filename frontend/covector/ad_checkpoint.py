"""What derivatives save, and names for it: ``covector.ad_checkpoint``."""

from covector.transforms.checkpoint import Policy as Policy
from covector.transforms.checkpoint import checkpoint as checkpoint
from covector.transforms.checkpoint import checkpoint_name as checkpoint_name
from covector.transforms.checkpoint import checkpoint_policies as checkpoint_policies
from covector.transforms.checkpoint import print_saved_residuals as print_saved_residuals
from covector.transforms.checkpoint import remat as remat
from covector.transforms.checkpoint import saved_residuals as saved_residuals
