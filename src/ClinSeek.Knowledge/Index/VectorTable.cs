using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;
using ClinSeek.Knowledge.Sources;
using Microsoft.Data.Sqlite;

namespace ClinSeek.Knowledge.Index;

/// <summary>The embeddings of one model in memory, of length one, compared with a query one by one: exact, and fast enough for 100,000.</summary>
internal sealed class VectorTable
{
    private const int BatchRows = 256;
    private const int MaxText = 6_000;

    private readonly long[] rows;
    private readonly float[][] vectors;

    private VectorTable(long[] rows, float[][] vectors)
    {
        this.rows = rows;
        this.vectors = vectors;
    }

    public int Count => rows.Length;

    public static VectorTable Read(SqliteConnection database, string model)
    {
        List<(long Row, float[] Vector)> found = Sql.Read(
            database, "SELECT row, vector FROM embedding WHERE model = $model ORDER BY row",
            static row => (row.GetInt64(0), MemoryMarshal.Cast<byte, float>(row.GetFieldValue<byte[]>(1)).ToArray()), ("$model", model));
        return new VectorTable([.. found.Select(static entry => entry.Row)], [.. found.Select(static entry => entry.Vector)]);
    }

    /// <summary>Some passages without a vector of the model, with the text to embed.</summary>
    public static List<(long Row, string Text)> Missing(SqliteConnection database, string model) => Sql.Read(
        database,
        $"SELECT passage.row, record FROM passage LEFT JOIN embedding ON embedding.row = passage.row AND embedding.model = $model WHERE embedding.row IS NULL ORDER BY passage.row LIMIT {BatchRows}",
        static row => (row.GetInt64(0), TextOf(JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(1), PassageJson.Default.Passage)!)),
        ("$model", model));

    /// <summary>Stores a vector at length one; a vector of another model gives way.</summary>
    public static void Put(SqliteConnection database, long row, string model, float[] vector)
    {
        float[] unit = Unit(vector);
        Sql.Execute(
            database, "INSERT INTO embedding VALUES ($row, $model, $vector) ON CONFLICT (row) DO UPDATE SET model = excluded.model, vector = excluded.vector",
            ("$row", row), ("$model", model), ("$vector", MemoryMarshal.AsBytes(unit.AsSpan()).ToArray()));
    }

    /// <summary>The rows nearest in meaning, best first, with their cosine.</summary>
    public List<(long Row, double Score)> Nearest(float[] query, int count)
    {
        float[] unit = Unit(query);
        var best = new PriorityQueue<(long Row, double Score), (double, long)>();
        for (int at = 0; at < rows.Length; at++)
        {
            if (vectors[at].Length != unit.Length)
            {
                continue;
            }

            double score = Dot(vectors[at], unit);
            best.Enqueue((rows[at], score), (score, -rows[at]));
            if (best.Count > count)
            {
                best.Dequeue();
            }
        }

        return [.. best.UnorderedItems.Select(static item => item.Element).OrderByDescending(static entry => entry.Score).ThenBy(static entry => entry.Row)];
    }

    private static string TextOf(Passage passage)
    {
        string text = passage.Title + "\n" + string.Join('\n', passage.Text);
        return text[..Math.Min(text.Length, MaxText)];
    }

    private static float[] Unit(float[] vector)
    {
        float length = MathF.Sqrt(Dot(vector, vector));
        return length > 0 ? Array.ConvertAll(vector, number => number / length) : vector;
    }

    private static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        ReadOnlySpan<Vector<float>> wideLeft = MemoryMarshal.Cast<float, Vector<float>>(left);
        ReadOnlySpan<Vector<float>> wideRight = MemoryMarshal.Cast<float, Vector<float>>(right);
        Vector<float> sums = Vector<float>.Zero;
        for (int at = 0; at < wideLeft.Length; at++)
        {
            sums += wideLeft[at] * wideRight[at];
        }

        float sum = Vector.Sum(sums);
        for (int at = wideLeft.Length * Vector<float>.Count; at < left.Length; at++)
        {
            sum += left[at] * right[at];
        }

        return sum;
    }
}
