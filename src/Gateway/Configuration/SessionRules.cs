using System.Net;
using Gateway.Fix.Session;
using Gateway.Strategies;

namespace Gateway.Configuration;

/// <summary>What must hold for the FIX port, its sessions and the FIX sessions with exchanges.</summary>
static class SessionRules
{
    /// <summary>The longest CompID of a session: refusals name the session whole.</summary>
    internal const int CompIdLengthMax = 24;

    internal static void CheckPort(FixConfiguration fix, ConfigurationErrors errors)
    {
        errors.Require(IPAddress.TryParse(fix.Host, out _), "fix:host", $"'{fix.Host}' is no IP address.");
        errors.Require(fix.Port is >= 0 and <= 65535, "fix:port", "has to be 0 to 65535.");
        errors.Require(ConfigurationRules.IsName(fix.CompId, 32), "fix:compId", "has to be 1 to 32 printable ASCII characters.");
        errors.Require(fix.MessageBytesMax is >= 1024 and <= 1 << 24, "fix:messageBytesMax", "has to be 1024 to 16777216.");
        errors.Require(fix.SendBufferBytesMax >= fix.MessageBytesMax, "fix:sendBufferBytesMax", "has to hold at least one message.");
        errors.Require(fix.ResendMessagesMax is > 0 and <= 1 << 28, "fix:resendMessagesMax", "has to be 1 to 268435456.");
        errors.Require(fix.SendingTimeToleranceSeconds is >= 0 and <= 2_000_000, "fix:sendingTimeToleranceSeconds", "has to be 0 to 2000000.");
        errors.Require(fix.StrangersMax is > 0 and <= 65_536, "fix:strangersMax", "has to be 1 to 65536.");
        errors.Require(fix.LogonTimeout is > 0 and <= 3_600, "fix:logonTimeout", "has to be 1 to 3600 seconds.");
        AddressText.Check(fix.AllowedAddresses, "fix:allowedAddresses", errors);
        TlsFiles.Check(fix.Tls, "fix:tls", isPort: true, errors);
    }

    /// <summary>Each CompID takes a number for each FIX version, a template as many as it may let in.</summary>
    internal static void CheckCount(List<SessionConfiguration> sessions, int sessionsMax, ConfigurationErrors errors)
    {
        var compIds = sessions.Sum(session => session.CompId.EndsWith('*') ? (long)session.SessionsMax : 1);
        var most = sessionsMax / SessionDirectory.BeginStrings.Length;
        errors.Require(compIds <= most, "sessions", $"name {compIds} CompIDs, templates counted by their sessionsMax; there is room for {most}; raise capacity:sessions.");
    }

    internal static void Check(SessionConfiguration session, string key, HashSet<string> accounts, HashSet<string> groups, ConfigurationErrors errors)
    {
        if (session.DefaultAccount.Length > 0)
            errors.Require(accounts.Contains(session.DefaultAccount), $"{key}:defaultAccount", $"account '{session.DefaultAccount}' is not configured.");
        errors.Require(!session.DropCopy || session.DefaultAccount.Length == 0, $"{key}:dropCopy", "a drop copy does not trade and has no default account.");
        errors.Require(session.DropCopy || session.Accounts.Count == 0, $"{key}:accounts", "is what a drop copy may see; this session is none.");
        for (var i = 0; i < session.Accounts.Count; i++)
            errors.Require(accounts.Contains(session.Accounts[i]) || groups.Contains(session.Accounts[i]), $"{key}:accounts:{i}", $"'{session.Accounts[i]}' is neither an account nor an allocation group.");
        CheckTemplate(session, key, errors);
        CheckParts(session, key, errors);
        CheckLogon(session, key, errors);
        Schedules.Check(session.Schedule, $"{key}:schedule", errors);
        Validators.Check(session.DataDictionary, $"{key}:dataDictionary", errors);
        Check(session.Validation, $"{key}:validation", errors);
    }

    internal static void Check(FixVenueConfiguration fix, string key, ConfigurationErrors errors)
    {
        TlsFiles.Check(fix.Tls, $"{key}:tls", isPort: false, errors);
        for (var i = 0; i < fix.FallbackAddresses.Count; i++)
            errors.Require(AddressText.TryEndPoint(fix.FallbackAddresses[i], out _), $"{key}:fallbackAddresses:{i}", $"'{fix.FallbackAddresses[i]}' is not host:port.");
        errors.Require(fix.HeartBtInt is >= 0 and <= 3_600, $"{key}:heartBtInt", "has to be 0 to 3600 seconds.");
        errors.Require(fix.ReconnectInterval is > 0 and <= 3_600, $"{key}:reconnectInterval", "has to be 1 to 3600 seconds.");
        errors.Require(fix.LogonTimeout is > 0 and <= 3_600, $"{key}:logonTimeout", "has to be 1 to 3600 seconds.");
        errors.Require(fix.LogoutTimeout is > 0 and <= 3_600, $"{key}:logoutTimeout", "has to be 1 to 3600 seconds.");
        CheckResend(fix.MaxMessagesInResendRequest, key, errors);
        Schedules.Check(fix.Schedule, $"{key}:schedule", errors);
        if (fix.DataDictionary.Length > 0)
            Validators.Check(new Dictionary<string, string> { ["FIX.4.4"] = fix.DataDictionary }, $"{key}:dataDictionary", errors);
        Check(fix.Validation, $"{key}:validation", errors);
    }

    static void CheckTemplate(SessionConfiguration session, string key, ConfigurationErrors errors)
    {
        var star = session.CompId.IndexOf('*', StringComparison.Ordinal);
        errors.Require(star < 0 || star == session.CompId.Length - 1, $"{key}:compId", "a '*' stands only at the end, for what may follow.");
        errors.Require(session.SessionsMax is > 0 and <= 64, $"{key}:sessionsMax", "has to be 1 to 64.");
    }

    static void CheckParts(SessionConfiguration session, string key, ConfigurationErrors errors)
    {
        foreach (var (part, name) in new[] { (session.SubId, "subId"), (session.LocationId, "locationId"), (session.TargetSubId, "targetSubId"), (session.TargetLocationId, "targetLocationId") })
        {
            errors.Require(part.Length == 0 || ConfigurationRules.IsName(part, CompIdLengthMax), $"{key}:{name}", $"has to be at most {CompIdLengthMax} printable ASCII characters.");
            errors.Require(part.Length == 0 || !session.CompId.EndsWith('*'), $"{key}:{name}", "a template goes by CompIDs alone.");
        }
    }

    static void CheckLogon(SessionConfiguration session, string key, ConfigurationErrors errors)
    {
        AddressText.Check(session.AllowedAddresses, $"{key}:allowedAddresses", errors);
        errors.Require(session.PasswordHash.Length == 0 || PasswordHash.IsValid(session.PasswordHash), $"{key}:passwordHash", "is no hash as config hash-password prints it.");
        errors.Require(session.HeartBtIntMax is > 0 and <= 86_400, $"{key}:heartBtIntMax", "has to be 1 to 86400 seconds.");
        errors.Require(session.LogoutTimeout is > 0 and <= 3_600, $"{key}:logoutTimeout", "has to be 1 to 3600 seconds.");
        CheckResend(session.MaxMessagesInResendRequest, key, errors);
    }

    static void CheckResend(int messagesMax, string key, ConfigurationErrors errors)
        => errors.Require(messagesMax >= 0, $"{key}:maxMessagesInResendRequest", "has to be 1 or more, or 0 for all at once.");

    static void Check(ValidationConfiguration validation, string key, ConfigurationErrors errors)
        => errors.Require(validation.MaxLatency is null or (> 0 and <= 2_000_000), $"{key}:maxLatency", "has to be 1 to 2000000 seconds.");
}
