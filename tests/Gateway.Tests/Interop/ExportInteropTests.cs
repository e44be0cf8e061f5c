using Gateway.Tests.Harness;
using Gateway.Tests.Recovery;

namespace Gateway.Tests.Interop;

/// <summary>Another implementation of MessagePack reads the journal's own files and <c>journal export</c>, and finds the same in both and in the JSON form.</summary>
public sealed class ExportInteropTests(RecordedDay day) : IClassFixture<RecordedDay>
{
    /// <summary>
    /// Walks the frames of the segments, decodes the maps of the export, parses the lines of JSON, and compares value by value. A word is a number
    /// in the journal and a name in the export: the same number has to have the same name everywhere.
    /// </summary>
    const string Script = """
        const { decode, decodeMulti } = require('@msgpack/msgpack');
        const fs = require('fs');
        const [maps, lines, log, ...segments] = process.argv.slice(2);
        const exported = [...decodeMulti(fs.readFileSync(maps))];
        const parsed = fs.readFileSync(lines, 'utf8').trimEnd().split('\n').map(line => JSON.parse(line));
        const names = new Map();
        const fail = (at, key, a, b) => { console.log(`message ${at}, ${key}: ${String(a)} and ${String(b)}`); process.exit(0); };
        const nanos = text => BigInt(Date.parse(text.slice(0, 19) + 'Z')) * 1000000n + BigInt(text.slice(20, 29));
        const same = (key, raw, value, kind) => {
          if (value === null) return raw === 0n;
          if (typeof raw === 'boolean') return raw === value;
          if (typeof raw === 'string') return raw === value;
          if (typeof value === 'number') return raw === BigInt(value);
          if (/^\d{4}-\d\d-\d\dT/.test(value)) return raw === nanos(value);
          if (/^-?\d{16,}$/.test(value) && BigInt(value) === raw) return !Number.isSafeInteger(Number(raw));
          if (/^-?\d+(\.\d+)?$/.test(value)) {
            const [whole, part = ''] = value.replace('-', '').split('.');
            const digits = BigInt(whole + part.padEnd(8, '0'));
            if ((value[0] === '-' ? -digits : digits) === raw) return true;
          }
          const name = `${kind}.${key}.${raw}`;
          if (!names.has(name)) names.set(name, value);
          return names.get(name) === value;
        };
        let at = 0;
        for (const segment of segments) {
          const bytes = fs.readFileSync(segment);
          for (let offset = bytes.readUInt16LE(10); offset + 4 <= bytes.length && bytes.readUInt32LE(offset) > 0; at++) {
            const length = bytes.readUInt32LE(offset);
            const values = decode(bytes.subarray(offset + 28, offset + length), { useBigInt64: true }).map(v => typeof v === 'number' ? BigInt(v) : v);
            const map = exported[at], keys = Object.keys(map), derived = 'reason' in map ? ['rule', 'headroom'] : [], fields = keys.slice(4).filter(key => !derived.includes(key));
            if (map.headroom && BigInt(map.headroom) !== BigInt(map.limit) - BigInt(map.observed)) fail(at, 'headroom', map.headroom, map.limit);
            if (JSON.stringify(map) !== JSON.stringify(parsed[at])) fail(at, 'msgpack and json', JSON.stringify(map), JSON.stringify(parsed[at]));
            if (map.log.toLowerCase() !== log || BigInt(map.sequence) !== bytes.readBigInt64LE(offset + 8)) fail(at, 'sequence', map.sequence, bytes.readBigInt64LE(offset + 8));
            if (nanos(map.time) !== bytes.readBigInt64LE(offset + 16)) fail(at, 'time', map.time, bytes.readBigInt64LE(offset + 16));
            if (!same('kind', BigInt(bytes[offset + 24]), map.kind, '')) fail(at, 'kind', map.kind, bytes[offset + 24]);
            if (fields.length !== values.length) fail(at, 'count of fields', fields.length, values.length);
            fields.forEach((key, i) => { if (!same(key, values[i], map[key], map.kind)) fail(at, key, values[i], map[key]); });
            offset += (length + 7) & ~7;
          }
        }
        console.log(at === exported.length && at === parsed.length ? `${at} messages equal` : `${at} frames, ${exported.length} maps, ${parsed.length} lines`);
        """;

    [Theory]
    [InlineData("inbound")]
    [InlineData("outbound")]
    [InlineData("sessions")]
    public void Another_reader_finds_the_same_in_the_journal_and_in_its_exports(string log)
    {
        using var folder = new TemporaryDirectory();
        var (maps, lines) = (Export(folder, log, "msgpack"), Export(folder, log, "json"));
        string[] segments = [.. Directory.GetFiles(day.Journal, log + "-*.seg").Order(StringComparer.Ordinal)];
        Assert.Matches(@"^\d+ messages equal\n$", Node.Run(Script, [maps, lines, log, .. segments]));
    }

    string Export(TemporaryDirectory folder, string log, string format)
    {
        var file = Path.Combine(folder.Path, format);
        using var shell = System.Diagnostics.Process.Start("bash", ["-c", $"'{GatewayProcess.Dotnet}' exec '{GatewayProcess.Assembly}' journal export '{day.Data}' --log {log} --format {format} > '{file}'"]);
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
        return file;
    }
}
