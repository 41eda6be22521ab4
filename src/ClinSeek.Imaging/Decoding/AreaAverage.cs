using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace ClinSeek.Imaging.Decoding;

/// <summary>
/// Resampling by exact area: a target pixel is the mean of the source that lies under it, fractions counted. Source rows come
/// from the top, one at a time, so a film of any size needs one row of memory: rows are summed first, as vectors, and only a
/// finished sum is reduced along its columns. That row is rented; dispose it.
/// </summary>
internal sealed class AreaAverage : IDisposable
{
    private readonly int _sourceRows;
    private readonly int _sourceColumns;
    private readonly int _targetRows;
    private readonly int _targetColumns;
    private readonly double _rowStep;
    private readonly double _columnStep;
    private readonly float[] _rented;
    private int _row;
    private int _target;

    public AreaAverage(int sourceRows, int sourceColumns, int targetRows, int targetColumns)
    {
        (_sourceRows, _sourceColumns, _targetRows, _targetColumns) = (sourceRows, sourceColumns, targetRows, targetColumns);
        (_rowStep, _columnStep) = ((double)sourceRows / targetRows, (double)sourceColumns / targetColumns);
        _rented = ArrayPool<float>.Shared.Rent(sourceColumns);
        Sum.Clear();
    }

    private Span<float> Sum => _rented.AsSpan(0, _sourceColumns);

    public void Dispose() => ArrayPool<float>.Shared.Return(_rented);

    /// <summary>Takes the next source row and writes the target rows that it completes.</summary>
    public void Add(ReadOnlySpan<float> source, Span<double> target)
    {
        double top = _row;
        _row++;
        while (_target < _targetRows && top < _row)
        {
            double end = _target == _targetRows - 1 ? _sourceRows : (_target + 1) * _rowStep;
            double bottom = Math.Min(end, _row);
            if (bottom > top) AddScaled(source, (float)((bottom - top) / _rowStep));
            if (end > _row) return;
            Reduce(target.Slice(_target * _targetColumns, _targetColumns));
            Sum.Clear();
            _target++;
            top = bottom;
        }
    }

    private void AddScaled(ReadOnlySpan<float> source, float share)
    {
        Span<float> sum = Sum;
        Span<Vector<float>> sums = MemoryMarshal.Cast<float, Vector<float>>(sum);
        ReadOnlySpan<Vector<float>> sources = MemoryMarshal.Cast<float, Vector<float>>(source);
        for (int i = 0; i < sums.Length; i++) sums[i] += sources[i] * share;
        for (int i = sums.Length * Vector<float>.Count; i < sum.Length; i++) sum[i] += source[i] * share;
    }

    private void Reduce(Span<double> target)
    {
        ReadOnlySpan<float> row = Sum;
        for (int c = 0; c < target.Length; c++)
        {
            double from = c * _columnStep;
            double to = Math.Min((c + 1) * _columnStep, row.Length);
            int first = (int)from;
            int last = Math.Min((int)Math.Ceiling(to), row.Length) - 1;
            double sum = first >= last ? row[last] * (to - from) : (row[first] * (first + 1 - from)) + (row[last] * (to - last));
            for (int i = first + 1; i < last; i++) sum += row[i];
            target[c] = sum / _columnStep;
        }
    }
}
