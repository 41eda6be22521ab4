using System.Collections.Concurrent;
using System.Globalization;

namespace ClinSeek.Ehr.Database.Functions;

/// <summary>
/// A UCUM unit, or what clinical systems write in its place, as a factor over base units. Base units are those of the bedside: litre,
/// gram, mole, metre, minute, enzyme unit, item.
/// </summary>
/// <param name="Factor">What one of it is in base units.</param>
/// <param name="Dimension">The base units with their powers, in order: <c>g1 L-1</c>.</param>
/// <param name="Offset">What its zero is in base units; only temperatures have one.</param>
internal sealed record UcumUnit(double Factor, string Dimension, double Offset = 0)
{
    /// <summary>What systems write and UCUM does not know, by what is meant.</summary>
    private static readonly Dictionary<string, string> Spellings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["K/uL"] = "10*3/uL", ["K/mcL"] = "10*3/uL", ["K/mm3"] = "10*3/uL", ["x10E3/uL"] = "10*3/uL", ["10^3/uL"] = "10*3/uL", ["thou/uL"] = "10*3/uL",
        ["x10(3)/mcL"] = "10*3/uL", ["10e3/uL"] = "10*3/uL", ["10^9/L"] = "10*9/L", ["x10^9/L"] = "10*9/L", ["10e9/L"] = "10*9/L",
        ["m/uL"] = "10*6/uL", ["M/mcL"] = "10*6/uL", ["10^6/uL"] = "10*6/uL", ["10e6/uL"] = "10*6/uL", ["x10E6/uL"] = "10*6/uL", ["10^12/L"] = "10*12/L",
        ["#/uL"] = "/uL", ["cells/uL"] = "/uL", ["/mm3"] = "/uL", ["IU/L"] = "U/L", ["IU/mL"] = "U/mL", ["mIU/L"] = "mU/L", ["mIU/mL"] = "mU/mL",
        ["uIU/mL"] = "uU/mL", ["uU/mL"] = "uU/mL", ["[IU]/L"] = "U/L", ["u[IU]/mL"] = "uU/mL", ["m[IU]/L"] = "mU/L", ["m[IU]/mL"] = "mU/mL", ["k[IU]/L"] = "kU/L",
        ["mmHg"] = "mm[Hg]", ["mm Hg"] = "mm[Hg]", ["cmH2O"] = "cm[H2O]", ["cm H2O"] = "cm[H2O]",
        ["sec"] = "s", ["secs"] = "s", ["seconds"] = "s", ["min"] = "min", ["minutes"] = "min", ["hr"] = "h", ["hours"] = "h", ["days"] = "d", ["years"] = "a",
        ["°C"] = "Cel", ["C"] = "Cel", ["deg C"] = "Cel", ["degC"] = "Cel", ["°F"] = "[degF]", ["F"] = "[degF]", ["deg F"] = "[degF]", ["degF"] = "[degF]",
        ["bpm"] = "/min", ["beats/min"] = "/min", ["breaths/min"] = "/min", ["insp/min"] = "/min", ["{beats}/min"] = "/min", ["{breaths}/min"] = "/min",
        ["lb"] = "[lb_av]", ["lbs"] = "[lb_av]", ["oz"] = "[oz_av]", ["in"] = "[in_i]", ["inch"] = "[in_i]", ["inches"] = "[in_i]", ["ft"] = "[ft_i]",
        ["mcg/mL"] = "ug/mL", ["mcg/dL"] = "ug/dL", ["mcg/L"] = "ug/L", ["mcg"] = "ug", ["µg/L"] = "ug/L", ["µmol/L"] = "umol/L", ["μmol/L"] = "umol/L", ["µg/mL"] = "ug/mL",
        ["gm/dL"] = "g/dL", ["gm/L"] = "g/L", ["gm"] = "g", ["kgs"] = "kg", ["mEq/L"] = "meq/L", ["percent"] = "%", ["% (auto)"] = "%",
        ["mL/min/1.73m2"] = "mL/min/{1.73_m2}", ["mL/min/1.73 m2"] = "mL/min/{1.73_m2}", ["mL/min/1.73m*2"] = "mL/min/{1.73_m2}",
        ["ng/mL FEU"] = "ng/mL{FEU}", ["mg/L FEU"] = "mg/L{FEU}", ["ug/mL FEU"] = "ug/mL{FEU}", ["ratio"] = "1", ["units"] = "1",
    };

    private static readonly Dictionary<string, (double Factor, string Base)> Atoms = new(StringComparer.Ordinal)
    {
        ["g"] = (1, "g"), ["L"] = (1, "L"), ["l"] = (1, "L"), ["mol"] = (1, "mol"), ["m"] = (1, "m"), ["eq"] = (1, "eq"), ["U"] = (1, "U"), ["osm"] = (1, "osm"),
        ["min"] = (1, "min"), ["s"] = (1.0 / 60, "min"), ["h"] = (60, "min"), ["d"] = (1440, "min"), ["wk"] = (10080, "min"), ["mo"] = (43829.0625, "min"), ["a"] = (525960, "min"),
        ["%"] = (1, "%"), ["1"] = (1, string.Empty), ["10*"] = (10, string.Empty), ["10^"] = (10, string.Empty), ["[ppth]"] = (0.001, string.Empty),
        ["m[Hg]"] = (1000, "mmHg"), ["m[H2O]"] = (73.5559, "mmHg"), ["Pa"] = (0.00750062, "mmHg"), ["bar"] = (750.062, "mmHg"),
        ["[lb_av]"] = (453.59237, "g"), ["[oz_av]"] = (28.349523125, "g"), ["[in_i]"] = (0.0254, "m"), ["[ft_i]"] = (0.3048, "m"),
        ["kat"] = (6e7, "U"), ["[pH]"] = (1, "pH"), ["[degF]"] = (5.0 / 9, "Cel"), ["Cel"] = (1, "Cel"), ["K"] = (1, "Cel"), ["W"] = (1, "W"), ["Hz"] = (60, "/min"), ["V"] = (1, "V"),
    };

    private static readonly Dictionary<char, double> Prefixes = new()
    {
        ['k'] = 1e3, ['M'] = 1e6, ['G'] = 1e9, ['h'] = 1e2, ['d'] = 1e-1, ['c'] = 1e-2, ['m'] = 1e-3, ['u'] = 1e-6, ['n'] = 1e-9, ['p'] = 1e-12, ['f'] = 1e-15,
    };

    /// <summary>The unit that each kind of quantity is told in.</summary>
    private static readonly Dictionary<string, (double Factor, string Unit)> Canonicals = new(StringComparer.Ordinal)
    {
        ["L-1 g1"] = (0.01, "mg/dL"), ["L-1 mol1"] = (1e-3, "mmol/L"), ["L-1 eq1"] = (1e-3, "meq/L"), ["L-1"] = (1e9, "10*9/L"), ["L-1 U1"] = (1, "U/L"),
        ["Cel1"] = (1, "Cel"), ["mmHg1"] = (1, "mm[Hg]"), ["g1"] = (1000, "kg"), ["m1"] = (0.01, "cm"), ["m2"] = (1, "m2"), ["min1"] = (1.0 / 60, "s"), ["min-1"] = (1, "/min"),
        [""] = (1, "1"), ["%1"] = (1, "%"), ["L1"] = (1e-3, "mL"), ["L1 min-1"] = (1e-3, "mL/min"), ["mol1"] = (1e-3, "mmol"), ["g-1 m2"] = (1e-3, "m2/kg"), ["g1 m-2"] = (1000, "kg/m2"),
        ["g1 min-1"] = (1e-3, "mg/min"), ["pH1"] = (1, "[pH]"), ["U1"] = (1, "U"), ["g-1 osm1"] = (1e-6, "mosm/kg"), ["eq1"] = (1e-3, "meq"),
    };

    // A record has few units and many values; hostile ones do not grow it without end.
    private const int MaxCached = 2_000;
    private static readonly ConcurrentDictionary<string, UcumUnit?> Cache = new(StringComparer.Ordinal);

    /// <summary>The unit that quantities of its kind are told in; the base units themselves where none is agreed.</summary>
    public (double Factor, string Unit) Canonical { get; } =
        Canonicals.TryGetValue(Dimension, out (double, string) known) ? known : (1, Dimension.Replace(' ', '.'));

    /// <summary>Null where the text is no unit that is known.</summary>
    public static UcumUnit? Parse(string unit)
    {
        if (!Cache.TryGetValue(unit, out UcumUnit? known))
        {
            known = Read(unit);
            if (Cache.Count < MaxCached)
            {
                Cache[unit] = known;
            }
        }

        return known;
    }

    private static UcumUnit? Read(string unit)
    {
        string text = unit.Trim();
        text = Spellings.GetValueOrDefault(text, text);
        if (text == "[degF]")
        {
            return new UcumUnit(5.0 / 9, "Cel1", -160.0 / 9);
        }

        if (text == "K")
        {
            return new UcumUnit(1, "Cel1", -273.15);
        }

        double factor = 1;
        var powers = new SortedDictionary<string, int>(StringComparer.Ordinal);
        int sign = 1;
        foreach (string part in Parts(WithoutAnnotations(text)))
        {
            if (part is "/" or ".")
            {
                sign = part == "/" ? -1 : 1;
            }
            else if (!Term(part, sign, ref factor, powers))
            {
                return null;
            }
        }

        return text.Length is 0 or > 40 ? null : new UcumUnit(factor, string.Join(' ', powers.Where(static pair => pair.Value != 0).Select(static pair => pair.Key + pair.Value.ToString(CultureInfo.InvariantCulture))));
    }

    private static bool Term(string part, int sign, ref double factor, SortedDictionary<string, int> powers)
    {
        // 10*3 is ten to the third; elsewhere trailing digits are a power: m2.
        int digits = part.Length;
        while (digits > 0 && char.IsAsciiDigit(part[digits - 1]))
        {
            digits--;
        }

        bool negative = digits > 0 && digits < part.Length && part[digits - 1] == '-';
        string atom = part[..(negative ? digits - 1 : digits)];
        int power = digits < part.Length && int.TryParse(part.AsSpan(digits), CultureInfo.InvariantCulture, out int given) ? given : 1;
        if (atom.Length == 0)
        {
            return double.TryParse(part, CultureInfo.InvariantCulture, out double number) && number > 0 && Scale(ref factor, number, sign);
        }

        if (power is > 15 || Atom(atom) is not { } known)
        {
            return false;
        }

        power = negative ? -power : power;
        powers[known.Base] = powers.GetValueOrDefault(known.Base) + (known.Base.Length == 0 ? 0 : sign * power);
        return Scale(ref factor, Math.Pow(known.Factor, power), sign);
    }

    private static bool Scale(ref double factor, double by, int sign)
    {
        factor = sign > 0 ? factor * by : factor / by;
        return double.IsFinite(factor) && factor > 0;
    }

    private static (double Factor, string Base)? Atom(string atom)
    {
        if (Atoms.TryGetValue(atom, out (double Factor, string Base) known))
        {
            return known;
        }

        return atom.Length > 1 && Prefixes.TryGetValue(atom[0], out double prefix) && Atoms.TryGetValue(atom[1..], out known) && known.Base.Length > 0
            ? (prefix * known.Factor, known.Base)
            : null;
    }

    /// <summary>What braces hold names what is counted and changes no number.</summary>
    private static string WithoutAnnotations(string text)
    {
        int open;
        while ((open = text.IndexOf('{', StringComparison.Ordinal)) >= 0 && text.IndexOf('}', open) is var close and >= 0)
        {
            bool alone = open == 0 || text[open - 1] is '/' or '.';
            text = string.Concat(text.AsSpan(0, open), alone ? "1" : string.Empty, text.AsSpan(close + 1));
        }

        return text;
    }

    private static IEnumerable<string> Parts(string text)
    {
        int start = 0;
        bool inside = false;
        for (int at = 0; at <= text.Length; at++)
        {
            inside = at < text.Length && (text[at] == '[' || (inside && text[at] != ']'));
            if (at == text.Length || (!inside && text[at] is '/' or '.'))
            {
                if (at > start)
                {
                    yield return text[start..at];
                }

                if (at < text.Length)
                {
                    yield return text[at].ToString();
                }

                start = at + 1;
            }
        }
    }
}
