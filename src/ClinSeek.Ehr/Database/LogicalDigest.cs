using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;

namespace ClinSeek.Ehr.Database;

/// <summary>
/// The digest of a snapshot's content, independent of SQLite's file layout. Hashed are lines of canonical JSON, each ended by a line
/// feed: for every table an object <c>{"columns":[...],"table":"..."}</c>, then its rows in key order as arrays.
/// </summary>
internal sealed class LogicalDigest : IDisposable
{
    private const int BufferBytes = 8 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _buffer = new(BufferBytes);

    public void Begin(PatientTable table)
    {
        _buffer.Write("{\"columns\":["u8);
        for (int place = 0; place < table.Columns.Count; place++)
        {
            _buffer.Write(place == 0 ? default : ","u8);
            CanonicalText.WriteString(_buffer, table.Columns[place].Name);
        }

        _buffer.Write("],\"table\":"u8);
        CanonicalText.WriteString(_buffer, table.Name);
        _buffer.Write("}\n"u8);
    }

    /// <summary>Adds a row with the name of its resource.</summary>
    public void Add(PatientRow row, ReadOnlySpan<char> resource)
    {
        _buffer.Write("["u8);
        WriteNumber(row.Number);
        _buffer.Write(","u8);
        CanonicalText.WriteString(_buffer, resource);
        Next(row.EventTime);
        Next(row.AvailableTime);
        for (int place = 0; place < row.Count; place++)
        {
            Next(row[place] is PatientRow parent ? parent.Number : row[place]);
        }

        _buffer.Write("]\n"u8);
        if (_buffer.WrittenCount > BufferBytes / 2)
        {
            Flush();
        }
    }

    /// <summary>Lower-case hex; call once.</summary>
    public string Finish()
    {
        Flush();
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();

    private void Next(object? value)
    {
        _buffer.Write(","u8);
        Value(value);
    }

    private void Value(object? value)
    {
        switch (value)
        {
            case null:
                _buffer.Write("null"u8);
                break;
            case string text:
                CanonicalText.WriteString(_buffer, text);
                break;
            case long number:
                WriteNumber(number);
                break;
            case double number:
                CanonicalText.WriteNumber(_buffer, number);
                break;
            default:
                throw new InvalidOperationException($"A cell cannot hold {value.GetType().Name}.");
        }
    }

    private void WriteNumber(long number)
    {
        number.TryFormat(_buffer.GetSpan(20), out int written, provider: CultureInfo.InvariantCulture);
        _buffer.Advance(written);
    }

    private void Flush()
    {
        _hash.AppendData(_buffer.WrittenSpan);
        _buffer.Clear();
    }
}
