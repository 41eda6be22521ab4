namespace ClinSeek.Reasoning.Likelihood.Findings;

/// <summary>
/// Converts a value to the unit that a pack is written in. Only pairs listed here are converted: for anything else, a
/// missing unit included, there is no value, and so the finding stays unknown.
/// </summary>
internal static class UnitConverter
{
    // Value in the base unit = value x factor + offset. The first unit of an analyte is its base.
    private static readonly Dictionary<string, Dictionary<string, (double Factor, double Offset)>> Analytes = new(StringComparer.Ordinal)
    {
        ["creatinine"] = Units(("mg/dl", 1), ("umol/l", 1 / 88.4), ("mmol/l", 1000 / 88.4)),
        ["urea_nitrogen"] = Units(("mg/dl", 1), ("mmol/l", 1 / 0.357)),
        ["natriuretic_peptide"] = Units(("pg/ml", 1), ("ng/l", 1)),
        ["troponin"] = Units(("ng/l", 1), ("pg/ml", 1), ("ng/ml", 1000), ("ug/l", 1000)),
        ["crp"] = Units(("mg/l", 1), ("mg/dl", 10)),
        ["procalcitonin"] = Units(("ng/ml", 1), ("ug/l", 1)),
        ["ddimer_feu"] = Units(("ng/ml{feu}", 1), ("ug/l{feu}", 1), ("mg/l{feu}", 1000), ("ug/ml{feu}", 1000), ("ng/ml", 1), ("ug/l", 1), ("ug/ml", 1000), ("mg/l", 1000)),
        ["haemoglobin"] = Units(("g/dl", 1), ("g/l", 0.1)),
        ["partial_pressure"] = Units(("mm[hg]", 1), ("kpa", 1 / 0.133)),
        ["pressure"] = Units(("mm[hg]", 1), ("kpa", 1 / 0.133)),
        ["rate"] = Units(("/min", 1)),
        ["sodium"] = Units(("mmol/l", 1), ("meq/l", 1)),
        ["electrolyte"] = Units(("mmol/l", 1), ("meq/l", 1)),
        ["bilirubin"] = Units(("mg/dl", 1), ("umol/l", 1 / 17.1)),
        ["albumin"] = Units(("g/dl", 1), ("g/l", 0.1)),
        ["glucose"] = Units(("mg/dl", 1), ("mmol/l", 1 / 0.0555)),
        ["phosphate"] = Units(("mg/dl", 1), ("mmol/l", 1 / 0.323)),
        ["enzyme"] = Units(("u/l", 1), ("[iu]/l", 1), ("ukat/l", 60)),
        ["cell_count"] = Units(("10*9/l", 1), ("10*3/ul", 1), ("/ul", 0.001)),
        ["complement"] = Units(("mg/dl", 1), ("g/l", 100)),
        ["volume"] = Units(("ml", 1), ("l", 1000)),
        ["volume_fl"] = Units(("fl", 1), ("um3", 1)),
        ["percent"] = Units(("%", 1)),
        ["ratio"] = Units(("{inr}", 1), ("1", 1), ("{ratio}", 1)),
        ["score"] = Units(("{score}", 1), ("1", 1), ("{points}", 1)),
        ["ph"] = Units(("[ph]", 1), ("1", 1), ("{ph}", 1)),
        ["time_ms"] = Units(("ms", 1), ("s", 1000)),
        ["angle"] = Units(("deg", 1)),
        ["red_cells"] = Units(("10*12/l", 1), ("10*6/ul", 1)),
        ["ferritin"] = Units(("ug/l", 1), ("ng/ml", 1), ("pmol/l", 1 / 2.247)),
        ["iron"] = Units(("ug/dl", 1), ("umol/l", 1 / 0.179)),
        ["b12"] = Units(("pg/ml", 1), ("ng/l", 1), ("pmol/l", 1 / 0.738)),
        ["folate"] = Units(("ng/ml", 1), ("ug/l", 1), ("nmol/l", 1 / 2.266)),
        ["calcium"] = Units(("mg/dl", 1), ("mmol/l", 1 / 0.25)),
        ["protein_mg_dl"] = Units(("mg/dl", 1), ("g/l", 100), ("g/dl", 1000), ("mg/l", 0.1)),
        ["mass_mg_l"] = Units(("mg/l", 1), ("ug/ml", 1)),
        ["drug_ug_ml"] = Units(("ug/ml", 1), ("mg/l", 1)),
        ["ethanol"] = Units(("mg/dl", 1), ("g/l", 100), ("mmol/l", 4.607)),
        ["lactate"] = Units(("mmol/l", 1), ("mg/dl", 0.111)),
        ["ammonia"] = Units(("umol/l", 1), ("ug/dl", 0.587)),
        ["gfr"] = Units(("ml/min/{1.73_m2}", 1)),
        ["temperature"] = new(StringComparer.Ordinal) { ["cel"] = (1, 0), ["[degf]"] = (1 / 1.8, -32 / 1.8), ["k"] = (1, -273.15) },
    };

    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["mmhg"] = "mm[hg]", ["bpm"] = "/min", ["{beats}/min"] = "/min", ["beats/min"] = "/min", ["beats/minute"] = "/min",
        ["{breaths}/min"] = "/min", ["breaths/min"] = "/min", ["breaths/minute"] = "/min", ["/minute"] = "/min", ["1/min"] = "/min", ["per minute"] = "/min", ["insp/min"] = "/min",
        ["c"] = "cel", ["degc"] = "cel", ["\u00b0c"] = "cel", ["celsius"] = "cel", ["f"] = "[degf]", ["degf"] = "[degf]", ["\u00b0f"] = "[degf]", ["fahrenheit"] = "[degf]",
        ["iu/l"] = "[iu]/l", ["10^9/l"] = "10*9/l", ["x10^9/l"] = "10*9/l", ["10e9/l"] = "10*9/l", ["x10*9/l"] = "10*9/l", ["k/ul"] = "10*3/ul", ["10^3/ul"] = "10*3/ul", ["10e3/ul"] = "10*3/ul", ["thousand/ul"] = "10*3/ul", ["cells/ul"] = "/ul", ["{cells}/ul"] = "/ul",
        ["ng/mlfeu"] = "ng/ml{feu}", ["ng/ml feu"] = "ng/ml{feu}", ["ng{feu}/ml"] = "ng/ml{feu}", ["ug/l feu"] = "ug/l{feu}", ["ug{feu}/l"] = "ug/l{feu}", ["mg/l feu"] = "mg/l{feu}", ["mg{feu}/l"] = "mg/l{feu}", ["ug/ml feu"] = "ug/ml{feu}", ["ug{feu}/ml"] = "ug/ml{feu}",
        ["mcmol/l"] = "umol/l", ["mcg/l"] = "ug/l", ["mcg/dl"] = "ug/dl", ["mcg/ml"] = "ug/ml", ["um^3"] = "um3", ["inr"] = "{inr}", ["ph"] = "[ph]", ["percent"] = "%", ["msec"] = "ms",
        ["10^12/l"] = "10*12/l", ["x10^12/l"] = "10*12/l", ["10e12/l"] = "10*12/l", ["m/ul"] = "10*6/ul", ["10^6/ul"] = "10*6/ul", ["10e6/ul"] = "10*6/ul", ["million/ul"] = "10*6/ul",
        ["ml/min/1.73m2"] = "ml/min/{1.73_m2}", ["ml/min/1.73 m2"] = "ml/min/{1.73_m2}", ["ml/min/1.73m\u00b2"] = "ml/min/{1.73_m2}", ["ml/min/{1.73m2}"] = "ml/min/{1.73_m2}", ["ml/min/1.73m^2"] = "ml/min/{1.73_m2}", ["ml/min/1.73 m\u00b2"] = "ml/min/{1.73_m2}",
    };

    /// <summary>The analyte of a quantity whose values count only in its own unit; a number without a unit is dimensionless.</summary>
    public const string SameUnit = "same";

    /// <summary>The analytes that there are.</summary>
    public static IEnumerable<string> AnalyteNames => Analytes.Keys.Append(SameUnit).Order(StringComparer.Ordinal);

    private static readonly HashSet<string> Dimensionless = new(StringComparer.Ordinal) { "", "1", "{inr}", "{ratio}", "{score}", "{points}" };

    /// <summary>The value in <paramref name="to"/>, or null where the pair of units is not known for the analyte.</summary>
    public static double? TryConvert(string analyte, double value, string? from, string to)
    {
        if (analyte == SameUnit)
        {
            string have = Canonical(from ?? ""), want = Canonical(to);
            return have == want || (Dimensionless.Contains(have) && Dimensionless.Contains(want)) ? value : null;
        }

        if (from is null || !Analytes.TryGetValue(analyte, out var units)
            || !units.TryGetValue(Canonical(from), out var source) || !units.TryGetValue(Canonical(to), out var target))
        {
            return null;
        }

        return ((value * source.Factor) + source.Offset - target.Offset) / target.Factor;
    }

    private static string Canonical(string unit)
    {
        string small = unit.Trim().ToLowerInvariant().Replace('\u00b5', 'u').Replace('\u03bc', 'u');
        return Aliases.GetValueOrDefault(small, small);
    }

    private static Dictionary<string, (double Factor, double Offset)> Units(params (string Unit, double Factor)[] units) =>
        units.ToDictionary(static unit => unit.Unit, static unit => (unit.Factor, 0.0), StringComparer.Ordinal);
}
