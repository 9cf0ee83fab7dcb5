"""Settings of Sphinx: `make docs` writes the pages below build/html."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "docs"))

project = "Covector"
author = "the Covector developers"
copyright = author
extensions = ["myst_parser"]
source_suffix = {".md": "markdown", ".rst": "restructuredtext"}
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 4
html_theme = "furo"
html_title = "Covector"
html_show_sourcelink = False
# Type annotations are said as they are written.
add_module_names = False
python_use_unqualified_type_names = True


def setup(app):
    """Writes the generated pages before they are read."""
    import generate

    app.connect("builder-inited", lambda app: generate.pages(Path(app.srcdir)))
