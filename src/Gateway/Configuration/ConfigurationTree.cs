using System.Collections;
using System.Globalization;
using System.Reflection;
using Gateway.Messages;
using Microsoft.Extensions.Configuration;

namespace Gateway.Configuration;

/// <summary>
/// Binds a configuration tree to its classes. Unlike the framework's binder it refuses unknown keys and malformed values
/// and tells all of them at once.
/// </summary>
static class ConfigurationTree
{
    internal static void Bind(IConfiguration section, object target, string path, ConfigurationErrors errors)
    {
        var properties = target.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren())
        {
            var key = path.Length == 0 ? child.Key : $"{path}:{child.Key}";
            if (!properties.TryGetValue(child.Key, out var property))
                errors.Add(key, $"unknown key; known here are {string.Join(", ", properties.Keys.Select(Camel).Order())}.");
            else if (Read(child, property.PropertyType, property.GetValue(target), key, errors) is { } value)
                property.SetValue(target, value);
        }
    }

    static object? Read(IConfigurationSection section, Type type, object? present, string key, ConfigurationErrors errors)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>))
            return ReadList(section, type, key, errors);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>))
            return ReadMap(section, type, key, errors);
        if (type.IsClass && type != typeof(string)) return ReadObject(section, present ?? Activator.CreateInstance(type)!, key, errors);
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (section.Value is { } text && Parse(text, type) is { } value) return value;
        errors.Add(key, $"'{section.Value}' is not {Expected(type)}.");
        return null;
    }

    static object ReadObject(IConfigurationSection section, object target, string key, ConfigurationErrors errors)
    {
        if (section.Value is { Length: > 0 }) errors.Add(key, "has to be an object.");
        Bind(section, target, key, errors);
        return target;
    }

    static IList ReadList(IConfigurationSection section, Type type, string key, ConfigurationErrors errors)
    {
        var list = (IList)Activator.CreateInstance(type)!;
        if (section.Value is { Length: > 0 }) errors.Add(key, "has to be a list.");
        foreach (var child in section.GetChildren().OrderBy(child => int.TryParse(child.Key, out var index) ? index : int.MaxValue))
            if (Read(child, type.GenericTypeArguments[0], null, $"{key}:{child.Key}", errors) is { } item) list.Add(item);
        return list;
    }

    static IDictionary ReadMap(IConfigurationSection section, Type type, string key, ConfigurationErrors errors)
    {
        var map = (IDictionary)Activator.CreateInstance(type)!;
        foreach (var child in section.GetChildren())
            if (Read(child, type.GenericTypeArguments[1], null, $"{key}:{child.Key}", errors) is { } item) map[child.Key] = item;
        return map;
    }

    static object? Parse(string text, Type type)
    {
        if (type == typeof(string)) return text;
        if (type == typeof(bool)) return bool.TryParse(text, out var flag) ? flag : null;
        if (type == typeof(int)) return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
        if (type == typeof(long)) return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
        if (type == typeof(TimeSpan)) return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) ? span : null;
        if (type == typeof(TimeOnly)) return TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time : null;
        if (type.IsEnum) return !char.IsAsciiDigit(text.FirstOrDefault('0')) && Enum.TryParse(type, text, ignoreCase: true, out var word) ? word : null;
        if (!FixedPoint.TryParse(text, out var raw)) return null;
        if (type == typeof(double)) return (double)raw / FixedPoint.One;
        return type == typeof(Price) ? new Price(raw) : type == typeof(Quantity) ? new Quantity(raw) : type == typeof(Money) ? new Money(raw) : null;
    }

    static string Expected(Type type) => type switch
    {
        _ when type.IsEnum => "one of " + string.Join(", ", Enum.GetNames(type).Select(Camel)),
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(int) || type == typeof(long) => "a whole number",
        _ when type == typeof(TimeOnly) => "a time of day (hh:mm:ss)",
        _ when type == typeof(TimeSpan) => "a length of time (hh:mm:ss)",
        _ => "a decimal number with at most 8 places",
    };

    static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
