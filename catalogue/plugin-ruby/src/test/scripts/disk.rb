# A disk of 200001 bytes.
$disk = "\0".b * 200001

def open(readonly)
  {}
end

def get_size(handle)
  $disk.bytesize
end

def pread(handle, count, offset)
  $disk.byteslice(offset, count)
end

def pwrite(handle, bytes, offset)
  # Of a string without an encoding, these are bytes.
  $disk[offset, bytes.bytesize] = bytes
end

def zero(handle, count, offset, may_trim)
  $disk[offset, count] = "\0".b * count
end

def trim(handle, count, offset)
  zero(handle, count, offset, true)
end

def flush(handle)
end
