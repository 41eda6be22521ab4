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
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _buffer = new(64 * 1024);

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

    public void Add(PatientRow row)
    {
        _buffer.Write("["u8);
        WriteNumber(row.Number);
        Next(row.Resource);
        Next(row.EventTime);
        Next(row.AvailableTime);
        foreach (object? value in row.Own)
        {
            Next(value is PatientRow parent ? parent.Number : value);
        }

        _buffer.Write("]\n"u8);
        if (_buffer.WrittenCount > 48 * 1024)
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
