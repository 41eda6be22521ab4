using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace ClinSeek.Durable.Orchestration.Turns;

/// <summary>Protobuf JSON values as plain .NET values: null, bool, double, string, dictionary, list.</summary>
internal static class ProtocolValues
{
    internal static IReadOnlyDictionary<string, object?> ToObjects(IEnumerable<KeyValuePair<string, Value>> values)
    {
        var objects = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in values)
            objects[key] = ToObject(value);
        return objects;
    }

    internal static Value ToValue(object? value) => value switch
    {
        null => Value.ForNull(),
        Value same => same,
        bool flag => Value.ForBool(flag),
        string text => Value.ForString(text),
        IReadOnlyDictionary<string, object?> members => Value.ForStruct(ToStruct(members)),
        IReadOnlyList<object?> items => Value.ForList([.. items.Select(ToValue)]),
        IConvertible number when value is not (char or DateTime) => Value.ForNumber(number.ToDouble(CultureInfo.InvariantCulture)),
        IFormattable formattable => Value.ForString(formattable.ToString(null, CultureInfo.InvariantCulture)),
        _ => Value.ForString(value.ToString() ?? string.Empty),
    };

    private static object? ToObject(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.BoolValue => value.BoolValue,
        Value.KindOneofCase.NumberValue => value.NumberValue,
        Value.KindOneofCase.StringValue => value.StringValue,
        Value.KindOneofCase.StructValue => ToObjects(value.StructValue.Fields),
        Value.KindOneofCase.ListValue => value.ListValue.Values.Select(ToObject).ToList(),
        _ => null,
    };

    private static Struct ToStruct(IReadOnlyDictionary<string, object?> members)
    {
        var result = new Struct();
        foreach (var (key, member) in members)
            result.Fields[key] = ToValue(member);
        return result;
    }
}
