"""Geometry and files: rows, frames and paths in; rows, frames and files out."""
