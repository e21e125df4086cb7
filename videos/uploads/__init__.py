"""Files that arrive in pieces: a tus 1.0.0 server (https://tus.io/protocols/resumable-upload).

`protocol` reads the headers, `pieces` keeps the bytes, `file_names` makes names harmless,
`lifecycle` knows when an upload begins and ends, `quotas` what it may weigh, `views` answers, and
`failures` says what went wrong.
"""
