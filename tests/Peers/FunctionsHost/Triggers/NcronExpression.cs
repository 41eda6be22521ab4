using System.Globalization;

namespace ClinSeek.Peers.FunctionsHost.Triggers;

/// <summary>A schedule of a timer trigger: six fields (second, minute, hour, day, month, day of week) of numbers, ranges, lists and steps, in UTC.</summary>
internal sealed class NcronExpression
{
    private static readonly (int Low, int High)[] Limits = [(0, 59), (0, 59), (0, 23), (1, 31), (1, 12), (0, 6)];

    private readonly HashSet<int>[] _fields;

    private NcronExpression(HashSet<int>[] fields) => _fields = fields;

    /// <exception cref="FormatException">It is no such schedule.</exception>
    public static NcronExpression Parse(string text)
    {
        string[] fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        fields = fields.Length == 5 ? ["0", .. fields] : fields;
        return fields.Length == Limits.Length
            ? new NcronExpression([.. fields.Select(static (field, index) => Values(field, Limits[index]))])
            : throw new FormatException($"«{text}» is no schedule of six fields.");
    }

    /// <summary>The first time after another one, to the second.</summary>
    public DateTime After(DateTime time)
    {
        DateTime next = new DateTime(time.Year, time.Month, time.Day, time.Hour, time.Minute, time.Second, DateTimeKind.Utc).AddSeconds(1);
        while (true)
        {
            if (!_fields[4].Contains(next.Month) || !_fields[3].Contains(next.Day) || !_fields[5].Contains((int)next.DayOfWeek))
            {
                next = next.Date.AddDays(1);
            }
            else if (!_fields[2].Contains(next.Hour))
            {
                next = next.Date.AddHours(next.Hour + 1);
            }
            else if (!_fields[1].Contains(next.Minute))
            {
                next = next.AddSeconds(60 - next.Second);
            }
            else if (!_fields[0].Contains(next.Second))
            {
                next = next.AddSeconds(1);
            }
            else
            {
                return next;
            }
        }
    }

    private static HashSet<int> Values(string field, (int Low, int High) limits)
    {
        var values = new HashSet<int>();
        foreach (string part in field.Split(','))
        {
            string[] stepped = part.Split('/');
            int step = stepped.Length == 2 ? Number(stepped[1]) : 1;
            string[] ends = stepped[0] == "*" ? [Text(limits.Low), Text(limits.High)] : stepped[0].Split('-');
            int low = Number(ends[0]);
            int high = ends.Length == 2 ? Number(ends[1]) : stepped.Length == 2 ? limits.High : low;
            if (step < 1 || low < limits.Low || high > limits.High || low > high)
            {
                throw new FormatException($"«{part}» lies outside {limits.Low}-{limits.High}.");
            }

            for (int value = low; value <= high; value += step)
            {
                values.Add(value);
            }
        }

        return values;
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
