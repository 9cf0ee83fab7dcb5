"""Clusters: ``covector.scipy.cluster.vq``."""

from covector.scipy.cluster import vq as vq
