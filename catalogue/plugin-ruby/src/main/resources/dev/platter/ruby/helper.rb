# SPDX-License-Identifier: BSD-3-Clause
# Loads a script and answers calls of its methods, in the form that the package dev.platter.interpreters describes. There are no local
# variables outside of methods, since the script would see them.
# Scripts may include this module.
module Nbdkit
  module_function

  def set_error(err)
    number = if err.is_a?(Class)
      err.const_get(:Errno)
    elsif err.respond_to?(:errno)
      err.errno
    else
      err
    end
    Platter.error = Integer(number)
    nil
  end
end

module Platter
  EIO = 5
  NO_SUPPORT = [Errno::EOPNOTSUPP::Errno, Errno::ENOTSUP::Errno]
  CALLS = STDIN.dup
  ANSWERS = STDOUT.dup
  TOGETHER = 1 << 18
  NAMES = %i[config config_complete open close get_size can_write can_flush can_trim is_rotational pread pwrite flush trim dump_plugin]

  # What a script has given, and cannot be used.
  class Wrong < StandardError
  end

  class << self
    attr_accessor :error

    # Methods that every object has are not the script's.
    def defines?(name)
      ![Kernel, BasicObject].include?(nil.method(name).owner)
    rescue NameError
      false
    end

    def ask(name, *arguments)
      nil.__send__(name, *arguments)
    end

    # What stands behind __END__ is not code, and can be read as a file.
    def load_script(payload)
      path, text = payload.split("\0", 2)
      path.force_encoding(Encoding::UTF_8)
      text.force_encoding(Encoding::UTF_8)
      $0 = path
      if text.valid_encoding? && text =~ /^__END__\r?\n/
        require 'stringio'
        Object.const_set(:DATA, StringIO.new($'))
      end
      TOPLEVEL_BINDING.eval(text, path, 1)
      # nbdkit's plugin has these in any case, and refuses fast zeroes.
      [:zero, :can_fast_zero, *NAMES.select { |name| defines?(name) }].join("\n")
    end

    # Programs that the script starts may print too.
    def details
      require 'tempfile'
      Tempfile.create do |printed|
        kept = STDOUT.dup
        begin
          STDOUT.reopen(printed)
          ask(:dump_plugin) if defines?(:dump_plugin)
          STDOUT.flush
        ensure
          STDOUT.reopen(kept)
        end
        "ruby_api_version=#{RbConfig::CONFIG['ruby_version'][/\A[\d.]+/]}\n".b + IO.binread(printed.path)
      end
    end

    def data(value, count)
      raise Wrong, "pread gave a #{value.class} and not a string" unless value.is_a?(String)
      size = value.bytesize
      raise Wrong, "the string returned from pread is too small: #{size} bytes instead of #{count}" if size < count
      size == count ? value : value.byteslice(0, count)
    end

    def zero(handle, count, offset, flags)
      if flags & 8 == 0 && defines?(:zero)
        begin
          ask(:zero, handle, count, offset, flags & 1 != 0)
          return '' unless NO_SUPPORT.include?(error)
        rescue StandardError
          raise unless NO_SUPPORT.include?(error)
        end
      end
      self.error = NO_SUPPORT.first
      raise Wrong, 'zeroes are to be written'
    end

    def perform(method, number, count, offset, flags, payload)
      case method
      when 'pread' then return data(ask(:pread, @handles[number], count, offset), count)
      when 'pwrite'
        raise Wrong, 'pwrite is not defined' unless defines?(:pwrite)
        ask(:pwrite, @handles[number], payload, offset)
      when 'load' then return load_script(payload)
      when 'dump_plugin' then return details
      when 'config' then ask(:config, *payload.force_encoding(Encoding::UTF_8).split("\0", 2))
      when 'open' then @handles[number] = ask(:open, payload.start_with?('1'))
      when 'close'
        handle = @handles.delete(number)
        ask(:close, handle) if defines?(:close)
      when 'get_size' then return Integer(ask(:get_size, @handles[number])).to_s
      when 'can_fast_zero' then return '1'
      when 'zero' then return zero(@handles[number], count, offset, flags)
      when 'trim' then ask(:trim, @handles[number], count, offset)
      when 'flush' then ask(:flush, @handles[number])
      when /\A(?:can|is)_/ then return ask(method, @handles[number]) ? '1' : '0'
      else ask(method) if defines?(method)
      end
      ''
    end

    def explained(problem)
      return problem.message if problem.is_a?(Wrong)
      # The helper's own frames say nothing about the script.
      frames = (problem.backtrace || []).take_while { |frame| !frame.start_with?('-e:') }
      first = "#{problem.message.lines.first&.chomp} (#{problem.class})"
      first = "#{frames.first}: #{first}" unless frames.empty?
      [first, problem.message, *frames].join("\n")
    end

    def answer(number, method, handle, count, offset, flags, payload)
      self.error = 0
      status = 0
      begin
        answer = perform(method, handle, count.to_i, offset.to_i, flags.to_i, payload)
      rescue SystemExit, Interrupt
        raise
      rescue Exception => problem
        status = error == 0 ? EIO : error
        answer = explained(problem)
      end
      @pending << "#{number} #{status} - #{answer.bytesize}\n" << answer
      @size += answer.bytesize
      deliver if @size >= TOGETHER
    end

    def deliver
      ANSWERS.write(*@pending) unless @pending.empty?
      @pending.clear
      @size = 0
    end

    # Reads until there are so many bytes; false at the end.
    def fetch(wanted)
      @buffer = @buffer.byteslice(@at..)
      @at = 0
      @buffer << CALLS.readpartial(TOGETHER) while @buffer.bytesize < wanted
      true
    rescue EOFError
      false
    end

    # What is fast is answered together.
    def serve
      @handles = {}
      @pending = []
      @size = 0
      @buffer = ''.b
      @at = 0
      loop do
        line_end = @buffer.index("\n", @at)
        unless line_end
          deliver
          return unless fetch(@buffer.bytesize - @at + 1)
          next
        end
        *header, length = @buffer.byteslice(@at, line_end - @at).split(' ')
        @at = line_end + 1
        length = length.to_i
        if @buffer.bytesize - @at < length
          deliver
          return unless fetch(length)
        end
        payload = @buffer.byteslice(@at, length)
        @at += length
        answer(*header, payload)
      end
    end
  end
end

# A service manager sends this to all processes; the server ends this one when it has answered.
trap('TERM') { }
STDIN.reopen(IO::NULL)
STDOUT.reopen(STDERR)
STDOUT.sync = true
Platter::CALLS.binmode
Platter::ANSWERS.binmode
Platter::ANSWERS.sync = true
Platter.serve
