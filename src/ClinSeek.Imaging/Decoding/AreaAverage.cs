using System.Numerics;
using System.Runtime.InteropServices;

namespace ClinSeek.Imaging.Decoding;

/// <summary>
/// Resampling by exact area: a target pixel is the mean of the source that lies under it, fractions counted. Source rows come
/// from the top, one at a time, so a film of any size needs one row of memory: rows are summed first, as vectors, and only a
/// finished sum is reduced along its columns.
/// </summary>
internal sealed class AreaAverage(int sourceRows, int sourceColumns, int targetRows, int targetColumns)
{
    private readonly double _rowStep = (double)sourceRows / targetRows;
    private readonly double _columnStep = (double)sourceColumns / targetColumns;
    private readonly float[] _sum = new float[sourceColumns];
    private int _row;
    private int _target;

    /// <summary>Takes the next source row and writes the target rows that it completes.</summary>
    public void Add(ReadOnlySpan<float> source, Span<double> target)
    {
        double top = _row;
        _row++;
        while (_target < targetRows && top < _row)
        {
            double end = _target == targetRows - 1 ? sourceRows : (_target + 1) * _rowStep;
            double bottom = Math.Min(end, _row);
            if (bottom > top) AddScaled(source, (float)((bottom - top) / _rowStep));
            if (end > _row) return;
            Reduce(target.Slice(_target * targetColumns, targetColumns));
            Array.Clear(_sum);
            _target++;
            top = bottom;
        }
    }

    private void AddScaled(ReadOnlySpan<float> source, float share)
    {
        Span<Vector<float>> sums = MemoryMarshal.Cast<float, Vector<float>>(_sum.AsSpan());
        ReadOnlySpan<Vector<float>> sources = MemoryMarshal.Cast<float, Vector<float>>(source);
        for (int i = 0; i < sums.Length; i++) sums[i] += sources[i] * share;
        for (int i = sums.Length * Vector<float>.Count; i < _sum.Length; i++) _sum[i] += source[i] * share;
    }

    private void Reduce(Span<double> target)
    {
        for (int c = 0; c < target.Length; c++)
        {
            double from = c * _columnStep;
            double to = Math.Min((c + 1) * _columnStep, _sum.Length);
            int first = (int)from;
            int last = Math.Min((int)Math.Ceiling(to), _sum.Length) - 1;
            double sum = first >= last ? _sum[last] * (to - from) : (_sum[first] * (first + 1 - from)) + (_sum[last] * (to - last));
            for (int i = first + 1; i < last; i++) sum += _sum[i];
            target[c] = sum / _columnStep;
        }
    }
}
